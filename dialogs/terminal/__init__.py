"""What every command of the terminal shares: options, console, progress, signals."""
