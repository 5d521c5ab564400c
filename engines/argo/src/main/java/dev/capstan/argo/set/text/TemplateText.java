package dev.capstan.argo.set.text;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of the two languages of templates. */
public interface TemplateText {
    /**
     * Fills parameters into a text.
     *
     * @throws dev.capstan.argo.set.value.GenerationException when the text is not well-formed, or cannot be filled in
     */
    String replace(String text, Map<String, @Nullable Object> parameters);

    /**
     * Fills parameters into a text that others may be filled into later.
     *
     * @return empty when the text names a parameter that is not there yet
     * @throws dev.capstan.argo.set.value.GenerationException as {@link #replace}
     */
    Optional<String> replaceIfKnown(String text, Map<String, @Nullable Object> parameters);

    /** Whether parameters keep their structure; otherwise they are flat texts. */
    boolean isStructured();
}
