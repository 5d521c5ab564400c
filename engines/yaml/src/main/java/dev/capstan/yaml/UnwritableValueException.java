package dev.capstan.yaml;

/** A value that YAML can hold and JSON cannot, such as an infinite number or a map key that is not a string. */
public final class UnwritableValueException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Mark mark;

    public UnwritableValueException(Mark mark, String problem) {
        super(problem, null, false, false);
        this.mark = mark;
    }

    /** Where the value is in its file; {@link Mark#NONE} when no file wrote it. */
    public Mark mark() {
        return mark;
    }

    /** The text, never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
