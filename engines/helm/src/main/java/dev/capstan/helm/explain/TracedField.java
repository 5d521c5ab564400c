package dev.capstan.helm.explain;

import java.util.List;

/**
 * A field of an object and where it came from.
 *
 * @param path for example {@code spec.containers[0].image}
 * @param value as it is written; of a text of several lines the first
 * @param place the template and its line, for example {@code demo/templates/a.yaml:7}
 * @param calledFrom places of the calls that led to that line, the innermost one first
 * @param reads what of the data was read for the line
 */
public record TracedField(String path, String value, String place, List<String> calledFrom, List<Read> reads) {

    /**
     * Something of the data that was read.
     *
     * @param path as the template of the chart has it, for example {@code .Values.image.tag}
     * @param origin the values file and its line, or the flag; empty when it is not a value, or nobody set it
     */
    public record Read(String path, String origin) {}

    /** Copies the lists. */
    public TracedField {
        calledFrom = List.copyOf(calledFrom);
        reads = List.copyOf(reads);
    }
}
