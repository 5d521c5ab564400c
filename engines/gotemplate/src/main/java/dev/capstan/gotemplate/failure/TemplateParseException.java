package dev.capstan.gotemplate.failure;

/** A template text is not well-formed: {@code template: NAME:LINE: what is wrong}. */
public final class TemplateParseException extends TemplateException {

    private static final long serialVersionUID = 1L;

    private final String template;
    private final int line;

    /**
     * Makes the failure of one text.
     *
     * @param template the name the text was parsed under
     * @param line the line, counted from 1
     * @param problem what is wrong, without the place
     */
    public TemplateParseException(String template, int line, String problem) {
        super("template: " + template + ":" + line + ": " + problem, null);
        this.template = template;
        this.line = line;
    }

    /** The name under which the text was parsed. */
    public String template() {
        return template;
    }

    /** The line, counted from 1. */
    public int line() {
        return line;
    }
}
