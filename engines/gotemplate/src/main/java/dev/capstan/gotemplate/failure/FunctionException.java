package dev.capstan.gotemplate.failure;

import org.jspecify.annotations.Nullable;

/**
 * What a function of a template throws when it cannot give a result; the run ends, and says
 * {@code error calling NAME: message}.
 */
public final class FunctionException extends TemplateException {

    private static final long serialVersionUID = 1L;

    /** A failure with a text. */
    public FunctionException(String message) {
        super(message, null);
    }

    /** A failure that another one has led to; Go would call it wrapped. */
    public FunctionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
