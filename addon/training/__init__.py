"""Development only: recipes that make the weights shipped with ``addon.core``. Nothing that serves imports this."""
