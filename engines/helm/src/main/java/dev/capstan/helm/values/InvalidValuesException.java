package dev.capstan.helm.values;

/** Values that cannot be read, set or brought together; the message is Helm's. */
public final class InvalidValuesException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Carries what is wrong. */
    public InvalidValuesException(String message) {
        super(message, null, false, false);
    }

    /** The text, never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
