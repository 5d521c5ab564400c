package dev.capstan.images.setter;

import static dev.capstan.images.setter.Setting.marker;
import static dev.capstan.images.setter.Setting.updated;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Files with odd formatting: fragments by line ends, quotes and ends of the file. Every byte but those of the value is compared.
 * In a fragment, {@code ‹} and {@code ›} stand for quotes, {@code V} between them for the value, {@code M} for the marker.
 */
class FormattingTest {
    private static final List<String> FRAGMENTS = List.of(
            "a: ‹V› M\n",
            "a:      ‹V›          M\n\n\n\nb:   1\n",
            "# head\n\n---\n# c\na:\n    b:\n          c: ‹V›   M   \n          d: 1   \n...\n",
            "a:\n- b\n-   ‹V›\tM\n-\n  c\n",
            "a:\n  - b\n  - ‹V› M\n  # between\n  - c   # aligned\n  - dd  # aligned\n",
            "a: [ x ,  ‹V› ]    M\nb: 1\n".replace("x ,  ", ""),
            "a: {  k :  ‹V›  }    M\n",
            "a: [\n  x,\n    ‹V› , M\n y\n]\n",
            "{\n\t\"a\": ‹V›, M\n\t\"b\": [ 1,2 , 3 ]\n}\n",
            "a: ‹V› M\n---\nb: ‹V› M\n---\n# nothing\n---\nc: 1\n",
            "? a\n: ‹V› M\n? b\n:\n  1\n",
            "'a b':  ‹V› M\n\"c\\\"d\" :  1\n",
            "a: &x ‹V› M\nb: *x\n",
            "base: &b\n  v: ‹V› M\nc:\n  <<: *b\n  d: 1\n",
            "a: |\n  # not a comment\n\n   text  \n\nb: ‹V› M\nc: >-\n  folded\n  text\n\n\nd: 1\n",
            "a: \"long \\\n   text\"\nb: 'it''s\n\n  more'\nc: ‹V› M\n",
            "é: ü # ñ\n日本: ‹V› M # {\n😀: 😀\n".replace(" # {", ""),
            "a: 0x1F # n\nb: 1_000\nc: ~\nd:\ne: ‹V› M\nf: 2001-12-14t21:59:43.10-05:00\n",
            "%YAML 1.1\n%TAG !e! tag:example.com,2000:\n---\na: !e!x 1\nb: ‹V› M\n",
            "   \n\t\n# only blanks above\na: ‹V› M\n   \n\t\n".replace("\t\n", "\n"),
            "images:\n- name: app\n  newName: other\n  newTag: ‹V› M\n",
            "spec:\n  values:\n    image:\n      tag:    ‹V›    M\n    # tag: old\n",
            "spec: {template: {spec: {containers: [{name: a, image: b,\n  command: [c]}, {image: ‹V› M\n  }]}}}\n",
            "- - - ‹V› M\n    - x\n  -   y\n",
            "a:\n # c1\n\n # c2\n b: ‹V› M\n # c3\n",
            "a: ‹V› M\nb: \"\\u263A \\x41 \\t\"\nc: 'x'   \nd:   [ ]  \ne: {  }\n",
            "-   a:   1\n    b:  ‹V› M\n-   a:   2\n    b:  x\n",
            "a: !!str ‹V› M\nb: !!float 1\n",
            "a: 1 #x\n#y\n  #z\nb: ‹V› ## {\"$imagepolicy\": \"flux-system:app\"}\n",
            "--- # first\na: ‹V› M\n--- # second\nb: ‹V› M\n");
    private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\r");
    private static final List<String> QUOTES = List.of("", "'", "\"");

    private record Layout(String fragment, String lineEnd, String quote, boolean endsOpen, boolean hasMark) {
        String text(String value) {
            String text = fragment.replace("‹V›", quote + value + quote)
                    .replace(" M", " " + marker(""))
                    .replace("\tM", "\t" + marker(""));
            String cut = endsOpen ? text.substring(0, text.length() - 1) : text;
            return (hasMark ? "\uFEFF" : "") + cut.replace("\n", lineEnd);
        }
    }

    private static List<Layout> layouts() {
        List<Layout> layouts = new ArrayList<>();
        for (String fragment : FRAGMENTS) {
            for (String lineEnd : LINE_ENDS) {
                for (String quote : QUOTES) {
                    layouts.add(new Layout(fragment, lineEnd, quote, false, false));
                    layouts.add(new Layout(fragment, lineEnd, quote, true, quote.isEmpty()));
                }
            }
        }
        return layouts;
    }

    @Test
    void thereAreManyLayouts() {
        assertThat(layouts().stream().map(layout -> layout.text("x")).distinct().count())
                .isGreaterThan(300);
    }

    @TestFactory
    Stream<DynamicTest> nothingButTheValueChanges() {
        return layouts().stream()
                .map(layout -> DynamicTest.dynamicTest(layout.text("V"), () -> {
                    String before = layout.text("docker.io/library/app:1.0");
                    String after = layout.text("ghcr.io/org/app:1.2.3");

                    assertThat(updated(before)).isEqualTo(after);
                    assertThat(Setting.update(after, Setting.IMAGE).files()).isEmpty();
                }));
    }
}
