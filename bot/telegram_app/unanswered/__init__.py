"""What was asked in vain: kept only where the owner has switched that on, and for a while."""
