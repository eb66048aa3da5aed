"""Words that are not the domain's: the host's own answers, and a language model's."""
