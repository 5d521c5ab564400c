package dev.capstan.helm.yaml;

import dev.capstan.yaml.GoDecodeException;

/** A text that is not the YAML that is expected; the message is Helm's. */
public final class InvalidYamlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean isSyntax;

    InvalidYamlException(String message, boolean isSyntax) {
        super(message, null, false, false);
        this.isSyntax = isSyntax;
    }

    static InvalidYamlException of(GoDecodeException failure) {
        return new InvalidYamlException(
                failure.getMessage(), !failure.getMessage().startsWith("error unmarshaling"));
    }

    /** A text that is not YAML. */
    public static InvalidYamlException syntax(String message) {
        return new InvalidYamlException(message, true);
    }

    /** The same, with words in front. */
    public InvalidYamlException within(String words) {
        return new InvalidYamlException(words + getMessage(), isSyntax);
    }

    /** Whether it is not YAML at all; otherwise it is YAML of another shape. */
    public boolean isSyntax() {
        return isSyntax;
    }

    /** The text, never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
