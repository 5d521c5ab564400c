package dev.capstan.gotemplate.failure;

import org.jspecify.annotations.Nullable;

/**
 * A template cannot be parsed, a run of it has failed, or it has asked for more than it may have. The message is the
 * text that Go's text/template gives for the same fault, to the letter; the cause, where there is one, is what Go's
 * {@code errors.Unwrap} answers. Carries no stack trace: templates fail by their own fault.
 */
public abstract sealed class TemplateException extends RuntimeException
        permits TemplateParseException, TemplateExecException, FunctionException, BoundsExceededException {

    private static final long serialVersionUID = 1L;

    TemplateException(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }

    /** The text, never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
