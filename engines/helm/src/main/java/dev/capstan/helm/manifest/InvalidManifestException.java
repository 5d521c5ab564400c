package dev.capstan.helm.manifest;

/** Rendered text that is not the YAML of objects; the message is Helm's. */
public final class InvalidManifestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String template;

    InvalidManifestException(String template, String message) {
        super(message, null, false, false);
        this.template = template;
    }

    /** The template that rendered it; empty when that is not known. */
    public String template() {
        return template;
    }
}
