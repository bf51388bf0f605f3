"""What the limits stand on. Scripts here read recordings and print tables; none writes a limit."""
