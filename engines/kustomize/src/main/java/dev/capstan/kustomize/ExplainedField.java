package dev.capstan.kustomize;

import java.util.List;

/**
 * A field of an object, and who set it.
 *
 * @param path path of the field, for example {@code spec.template.spec.containers[name=web].image}; a key with a dot or slash
 *     in it is in quotes, an element of a list is named by its {@code name} where all have one, else by its index
 * @param settings every setting of it that changed its value, the last one first; never empty
 */
public record ExplainedField(String path, List<Setting> settings) {

    /** Copies the list. */
    public ExplainedField {
        settings = List.copyOf(settings);
    }

    /**
     * One setting.
     *
     * @param value the text of the value, {@code {}} for an empty map, {@code []} for an empty list
     * @param file the file that says so: that of an object or patch, or the kustomization file; relative to the root of the
     *     tree
     * @param line line in that file, from 1; 0 when unknown
     * @param by what set it: {@code resource}, or the entry of the kustomization file ({@code patches[0]}, {@code namePrefix},
     *     …), or {@code name hash}, {@code name reference}, {@code variable}
     */
    public record Setting(String value, String file, int line, String by) {
        /** {@code file:line}, or only the file when the line is unknown. */
        public String place() {
            return line > 0 ? file + ":" + line : file;
        }
    }

    /** The present value. */
    public String value() {
        return settings.getFirst().value();
    }
}
