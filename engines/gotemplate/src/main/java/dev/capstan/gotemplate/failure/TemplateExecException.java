package dev.capstan.gotemplate.failure;

import org.jspecify.annotations.Nullable;

/** A run of a template has failed: {@code template: NAME:LINE:COL: executing "NAME" at <…>: what is wrong}. */
public final class TemplateExecException extends TemplateException {

    private static final long serialVersionUID = 1L;

    private final Place place;

    /**
     * Makes the failure of one run.
     *
     * @param message the whole text, place included
     * @param place where the run was
     * @param cause the failure of the function that was called, or null when no function has failed
     */
    public TemplateExecException(String message, Place place, @Nullable Throwable cause) {
        super(message, cause);
        this.place = place;
    }

    /** Where the run was. */
    public Place place() {
        return place;
    }
}
