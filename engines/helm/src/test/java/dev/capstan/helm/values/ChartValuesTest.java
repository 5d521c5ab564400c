package dev.capstan.helm.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.helm.TestCharts;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.yaml.InvalidYamlException;
import dev.capstan.yaml.ForeignValues;
import dev.capstan.yaml.PlainJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChartValuesTest {
    private static final Chart CHART = TestCharts.of(
            "values.yaml",
            "a: 1\nm: {x: 1, y: null}\ninner: {z: 5}\nglobal: {zone: a}\n",
            "charts/inner/Chart.yaml",
            "apiVersion: v2\nname: inner\nversion: 1.0.0\n",
            "charts/inner/values.yaml",
            "z: 1\nw: {k: 1}\nglobal: {zone: b, level: 2}\n");

    @Test
    void laysTheValuesOfTheOuterChartOverThoseOfTheInnerOne() throws Exception {
        assertThat(coalesced("{}"))
                .isEqualTo("{\"a\":1,\"global\":{\"zone\":\"a\"},\"inner\":{\"global\":{\"level\":2,\"zone\":\"a\"},"
                        + "\"w\":{\"k\":1},\"z\":5},\"m\":{\"x\":1}}");
    }

    @Test
    void takesDefaultsAwayByNull() throws Exception {
        assertThat(coalesced("a: null\nm: {x: null}\ninner: {w: null}\n"))
                .isEqualTo("{\"global\":{\"zone\":\"a\"},\"inner\":{\"global\":{\"level\":2,\"zone\":\"a\"},\"z\":5},"
                        + "\"m\":{}}");
    }

    @Test
    void saysWhichWarningsHelmLogs() throws Exception {
        var warnings = new Warnings();

        ChartValues.coalesce(CHART, values("m: {x: {deep: 1}}\na: {b: 1}\n"), warnings);

        assertThat(warnings.all())
                .containsExactlyInAnyOrder(
                        "warning: skipped value for demo.a: Not a table.",
                        "warning: destination for demo.m.x is a table. Ignoring non-table value (1)");
    }

    @Test
    void refusesValuesOfAnInnerChartThatAreNotAMap() {
        assertThatThrownBy(() -> coalesced("inner: [1]"))
                .isInstanceOf(InvalidValuesException.class)
                .hasMessage("type mismatch on inner: [%!t(float64=1)]");
    }

    @Test
    void leavesTheValuesOfTheChartAlone() throws Exception {
        coalesced("a: null\nm: {x: null}\ninner: {z: 9, w: null}\n");

        assertThat(json(CHART.values()))
                .isEqualTo(json(values("a: 1\nm: {x: 1, y: null}\ninner: {z: 5}\nglobal: {zone: a}\n")));
    }

    private static String coalesced(String values) throws Exception {
        return json(ChartValues.coalesce(CHART, values(values), new Warnings()));
    }

    private static java.util.Map<String, Object> values(String yaml) throws InvalidYamlException {
        return ValuesText.read(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(Object value) {
        return PlainJson.write(value, PlainJson.Form.COMPACT, ForeignValues.NONE);
    }
}
