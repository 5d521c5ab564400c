package dev.capstan.helm.chart;

import dev.capstan.gotemplate.value.GoString;
import java.util.Arrays;

/**
 * A file of a chart.
 *
 * @param name its path in the chart, for example {@code templates/service.yaml}
 * @param data its bytes, without a byte order mark; nobody may change them
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record ChartFile(String name, byte[] data) {

    /** The bytes as text of templates, which keeps what is not UTF-8. */
    public String text() {
        return GoString.of(data);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChartFile file && file.name.equals(name) && Arrays.equals(file.data, data);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return name + " (" + data.length + " bytes)";
    }
}
