package dev.capstan.argo.health.lua;

/** A script that cannot be read; the message says in which line, and what was expected. */
public final class LuaSyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    LuaSyntaxException(int line, String message) {
        super("line " + line + ": " + message, null, false, false);
    }

    /** The text, never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
