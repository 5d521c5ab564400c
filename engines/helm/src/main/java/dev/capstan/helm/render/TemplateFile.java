package dev.capstan.helm.render;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template with what it sees.
 *
 * @param name its path, with those of the charts around it
 * @param data what the dot is
 * @param basePath the folder of the templates of its chart
 */
record TemplateFile(String name, String text, Map<String, @Nullable Object> data, String basePath) {

    /** Whether it is a partial, whose own output nobody wants. */
    boolean isPartial() {
        return name.substring(name.lastIndexOf('/') + 1).startsWith("_");
    }
}
