package dev.capstan.helm.manifest;

/** Rendered text that is not the YAML of objects; the message is Helm's. */
public final class InvalidManifestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String template;
    private final int line;

    InvalidManifestException(String template, int line, String message) {
        super(message, null, false, false);
        this.template = template;
        this.line = line;
    }

    /** The template that rendered it; empty when that is not known. */
    public String template() {
        return template;
    }

    /** The line in its document, from 1; 0 when the message does not name one. */
    public int line() {
        return line;
    }

    /** The text, never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
