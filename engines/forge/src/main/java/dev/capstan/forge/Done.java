package dev.capstan.forge;

/** The value of what has none: it was done. */
public enum Done {
    DONE
}
