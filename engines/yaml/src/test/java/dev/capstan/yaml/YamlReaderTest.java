package dev.capstan.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    @Test
    void keepsOrderPlaceAndStyle() {
        YamlMap root = map("b: 1\na:\n  - 'x'\n  - {c: |-}\n".replace("|-", "\"y\""));

        assertThat(root.keys()).containsExactly("b", "a");
        YamlList list = (YamlList) root.valueAt(1);
        assertThat(list.get(0).mark()).isEqualTo(new Mark(3, 5));
        assertThat(((YamlScalar) list.get(0)).style()).isEqualTo(ScalarStyle.SINGLE_QUOTED);
        assertThat(((YamlMap) list.get(1)).style()).isEqualTo(CollectionStyle.FLOW);
        assertThat(root.keyAt(1).mark()).isEqualTo(new Mark(2, 1));
    }

    @Test
    void columnsCountCharactersNotBytes() {
        YamlMap root = map("é: [ü, x]\n");

        assertThat(((YamlList) root.valueAt(0)).get(1).mark()).isEqualTo(new Mark(1, 8));
    }

    @Test
    void listsMayStandAtTheColumnOfTheirKey() {
        assertThat(map("a:\n- 1\n- 2\nb: 3\n")).isEqualTo(map("{a: [1, 2], b: 3}"));
    }

    @Test
    void documentsKnowWhereTheyStart() {
        List<YamlDocument> documents = read("# only a comment\n---\na: 1\n---\n# nothing\n---\n\nb: 2\n");

        assertThat(documents)
                .extracting(YamlDocument::origin)
                .containsExactly(new DocumentOrigin("f.yaml", 3, 0), new DocumentOrigin("f.yaml", 8, 1));
    }

    @Test
    void aliasesAndMergeKeysAreResolved() {
        YamlMap root = map("base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\nagain: *b\n");

        assertThat(root.get("use")).isEqualTo(map("{x: 1, y: 3}"));
        assertThat(root.get("again")).isSameAs(root.get("base"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!!merge <<: *b",
                "!<tag:yaml.org,2002:merge> <<: *b",
                "!!merge \"<<\": *b",
                "! <<: *b",
                "!!merge <<: [*b, {x: 9}]",
                "? !!merge <<\n  : *b",
                "&k !!merge <<: *b"
            })
    void aMergeKeyMayCarryItsTag(String merge) {
        YamlMap root = map("base: &b {x: 1, y: 2}\nuse:\n  " + merge + "\n  y: 3\n");

        assertThat(root.get("use")).isEqualTo(map("{x: 1, y: 3}"));
    }

    @Test
    void quotesAndTheTagOfTextMakeAMergeKeyAnOrdinaryOne() {
        assertThat(map("{\"<<\": {x: 1}}").has("<<")).isTrue();
        assertThat(map("{!!str <<: {x: 1}}").has("<<")).isTrue();
        assertThat(map("{a: !!merge <<}").getText("a")).isEqualTo("<<");
    }

    @Test
    void theMergeTagIsRefusedElsewhere() {
        assertThatThrownBy(() -> map("a:\n  !!merge base: {x: 1}\n"))
                .hasMessageContaining("the tag says merge")
                .hasMessageContaining("2");
    }

    @Test
    void anAnchorBeforeAKeyBelongsToTheKey() {
        YamlMap root = map("&k name: 1\nref: *k\n");

        assertThat(root.getText("ref")).isEqualTo("name");
    }

    @Test
    void blockScalarsKeepOrDropTheirLineEnds() {
        YamlMap root = map("a: |\n  x\n   y\n\nb: |-\n  x\n\nc: |+\n  x\n\nd: >-\n  x\n  y\n\n  z\n");

        assertThat(root.getText("a")).isEqualTo("x\n y\n");
        assertThat(root.getText("b")).isEqualTo("x");
        assertThat(root.getText("c")).isEqualTo("x\n\n");
        assertThat(root.getText("d")).isEqualTo("x y\nz");
    }

    @Test
    void windowsAndOldMacLineEndsAndAByteOrderMarkAreFine() {
        byte[] text = "\uFEFFa: |\r\n  x\r\n  y\rb: 1\r\n".getBytes(StandardCharsets.UTF_8);

        YamlNode root =
                YamlReader.readAll("f.yaml", text, Limits.DEFAULT).getFirst().root();

        assertThat(root).isEqualTo(map("a: |\n  x\n  y\nb: 1\n"));
    }

    @Test
    void utf16IsUnderstoodByItsByteOrderMark() {
        byte[] text = "\uFEFFa: é\n".getBytes(StandardCharsets.UTF_16LE);

        assertThat(YamlReader.readAll("f.yaml", text, Limits.DEFAULT).getFirst().root())
                .isEqualTo(map("a: é"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a: b: c              ; 1 ; 5 ; starts no map",
                "a: \\t\\n\\tb: 1         ; 2 ; 1 ; tab",
                "a:\\n  b: 1\\n c: 2    ; 3 ; 2 ; entries above start at 0",
                "a: 1\\n  b: 2         ; 2 ; 4 ; spans lines",
                "a: [1, 2             ; 1 ; 4 ; never closed",
                "a: \"x               ; 1 ; 4 ; never closed",
                "a: @x                ; 1 ; 4 ; must not start with @",
                "a: *x                ; 1 ; 4 ; no anchor &x",
                "a: 1\\na: 2           ; 2 ; 1 ; already defined on line 1",
                "a: {{ x }}           ; 1 ; 5 ; cannot be a key",
                "- a\\nb: 1            ; 2 ; 1 ; list item",
                "a:\\n- b\\nc            ; 3 ; 1 ; colon",
                "a: 1\\n--- b           ; 2 ; 5 ; document separator",
                "a: |x\\n              ; 1 ; 4 ; same line",
                "a: \"\\q\"             ; 1 ; 5 ; not an escape",
                "[a]: 1               ; 1 ; 1 ; cannot be a key",
                "a: !e!x 1            ; 1 ; 8 ; %TAG",
            })
    void faultsNamePlaceAndProblem(String text, int line, int column, String problem) {
        String yaml = text.replace("\\n", "\n").replace("\\t", "\t");

        assertThatThrownBy(() -> read(yaml))
                .asInstanceOf(type(YamlSyntaxException.class))
                .extracting(YamlSyntaxException::problem)
                .satisfies(found -> {
                    assertThat(found.problem()).contains(problem);
                    assertThat(found.file()).isEqualTo("f.yaml");
                    assertThat(found.line()).isEqualTo(line);
                    assertThat(found.column()).isEqualTo(column);
                });
    }

    private static List<YamlDocument> read(String text) {
        return YamlReader.readAll("f.yaml", text.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT);
    }

    private static YamlMap map(String text) {
        return (YamlMap) read(text).getFirst().root();
    }
}
