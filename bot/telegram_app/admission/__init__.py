"""How people come in whom the owner's list does not name: by an invitation, or not at all."""
