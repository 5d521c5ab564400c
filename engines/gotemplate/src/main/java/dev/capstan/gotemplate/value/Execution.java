package dev.capstan.gotemplate.value;

import dev.capstan.gotemplate.bounds.Bounds;
import org.jspecify.annotations.Nullable;

/** What a function may ask of the run that calls it. Belongs to the thread of the run. */
public interface Execution {

    /** What the run may still take. Ask before making large values, and in loops. */
    Bounds bounds();

    /**
     * A service that whoever started the run has given to it: a clock, a source of random numbers, a port of
     * {@code lookup}. Functions are shared by all runs, so what differs between runs comes this way.
     *
     * @throws IllegalStateException when the run has no such service
     */
    <T> T service(Class<T> type);

    /**
     * Runs another template of the same set, as {@code include} does.
     *
     * @return what it has written
     * @throws dev.capstan.gotemplate.failure.TemplateExecException when it fails, or no template has this name:
     *     {@code template: no template "x" associated with template "y"}
     */
    String execute(String template, @Nullable Object data);

    /**
     * Parses a text and runs it, as {@code tpl} does: it sees all templates of the set, and those it defines are
     * seen only by itself and by what it calls.
     *
     * @param name the name of the text, in messages
     * @return what it has written
     * @throws dev.capstan.gotemplate.failure.TemplateParseException when it is not well-formed
     * @throws dev.capstan.gotemplate.failure.TemplateExecException when it fails
     */
    String evaluate(String name, String text, @Nullable Object data);
}
