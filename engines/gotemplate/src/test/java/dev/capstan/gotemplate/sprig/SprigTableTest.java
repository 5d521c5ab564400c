package dev.capstan.gotemplate.sprig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.gotemplate.failure.TemplateException;
import dev.capstan.yaml.ForeignValues;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions and what Go's sprig answers: {@code =} for output, {@code !} for the function's error. */
class SprigTableTest {

    private static final String DATA = "{\"l\":[1,\"two\",3.5,true,null],\"m\":{\"a\":1,\"b\":\"x\",\"c\":{\"d\":[1]}},"
            + "\"s\":\"héllo\",\"n\":5,\"z\":0,\"f\":2.5,\"e\":\"\",\"nil\":null}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "case",
                "crypto",
                "dates",
                "decimals",
                "defaults",
                "dicts",
                "encoding",
                "json",
                "lists",
                "math",
                "merge",
                "paths",
                "regex",
                "semver",
                "string-lists",
                "strings",
                "types",
                "urls"
            })
    void answersAsGoDoes(String topic) throws IOException {
        List<String> lines = lines(topic);

        List<String> different = new ArrayList<>();
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            String expression = lines.get(i);
            String expected = lines.get(i + 1).strip();
            String actual = answer(expression);
            if (!actual.equals(normal(expected))) {
                different.add(expression + "\n  gives " + actual + "\n  not   " + expected);
            }
        }

        assertThat(lines).isNotEmpty();
        assertThat(different).isEmpty();
    }

    private static String answer(String expression) {
        try {
            String text = SprigRun.text("t", "{{ " + expression + " }}", PlainJson.read(DATA, Limits.DEFAULT));
            return "= " + quoted(text);
        } catch (TemplateException failure) {
            String message = failure.getMessage();
            int call = message.indexOf("error calling ");
            return "! " + quoted(message.substring(message.indexOf(": ", call) + 2));
        }
    }

    private static String quoted(String text) {
        return PlainJson.write(text, PlainJson.Form.COMPACT, ForeignValues.NONE);
    }

    /** The same text with the escapes of our own writer; bytes that are not text were replaced when it was recorded. */
    private static String normal(String expected) {
        Object text = PlainJson.read(expected.substring(2), Limits.DEFAULT);
        return expected.substring(0, 2)
                + quoted((String) Objects.requireNonNull(text)).replace("\uFFFD", "\\ufffd");
    }

    private static List<String> lines(String topic) throws IOException {
        try (InputStream in = SprigTableTest.class.getResourceAsStream("/sprig/" + topic + ".txt")) {
            byte[] bytes = Objects.requireNonNull(in, topic).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        }
    }
}
