package dev.capstan.secrets.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Pair;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.document.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreTest {
    private static String written(SopsFormat format, String text) throws FormatException {
        Store store = format.store(Indents.DEFAULT);
        return new String(
                store.write(store.read("file", text.getBytes(StandardCharsets.UTF_8))), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "a.yaml, YAML",
        "a.yml, YAML",
        "a.json, JSON",
        "a.env, DOTENV",
        ".env, DOTENV",
        "a.ini, INI",
        "a.txt, BINARY",
        "yaml, BINARY"
    })
    void theEndOfANameSaysTheFormat(String name, SopsFormat format) {
        assertThat(SopsFormat.ofFile(name)).isEqualTo(format);
    }

    @Test
    void everyNameOfAFormatLeadsBackToIt() {
        for (SopsFormat format : SopsFormat.values()) {
            assertThat(SopsFormat.ofName(format.label())).isEqualTo(format);
        }
        assertThat(SopsFormat.ofName("toml")).isEqualTo(SopsFormat.BINARY);
    }

    @Test
    void jsonIsWrittenAsGoDoes() throws FormatException {
        assertThat(written(
                        SopsFormat.JSON,
                        "{\"z<\": [1.0, 1e21, 9007199254740993, 12345678901234567890], \"a\": {}, \"b\": []}"))
                .isEqualTo(
                        "{\n\t\"z\\u003c\": [\n\t\t1,\n\t\t1e+21,\n\t\t9007199254740993,\n\t\t12345678901234567000\n\t],"
                                + "\n\t\"a\": {},\n\t\"b\": []\n}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JSON|[1]",
                "JSON|{\"a\": 1} x",
                "JSON|{\"a\": 1",
                "YAML|- a",
                "YAML|text",
                "YAML|1: a",
                "YAML|a: 99999999999999999999999999999x: b",
                "DOTENV|novalue",
                "INI|[open",
                "INI|novalue",
                "INI|= x",
                "INI|a = `open"
            })
    void refusesWhatIsNotOfTheFormat(SopsFormat format, String text) {
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> written(format, text));
    }

    @Test
    void dotenvKeepsWhatItDoesNotUnderstand() throws FormatException {
        assertThat(written(SopsFormat.DOTENV, "# c\nA = \"x\" # y\n\nB=a=b\\nc\nexport C='d'\n"))
                .isEqualTo("# c\nA = \"x\" # y\nB=a=b\\nc\nexport C='d'\n");
    }

    /** What is expected was printed by the real program. */
    @Test
    void iniIsReadAndWrittenAsItsLibraryDoes() throws FormatException {
        assertThat(written(SopsFormat.INI, """
                ; top comment
                x = 1
                [s1]
                # c1
                ; c2
                a = b ; inline
                d=`back # y`
                e='single'
                f = multi \\
                  line
                # both a
                # both b
                h =\s
                [s1]
                z=1
                i : colon
                [empty]
                [DEFAULT]
                q=1
                a = 2
                a = 3
                """)).isEqualTo("""
                ; top comment
                x = 1

                [s1]
                ; c1
                ; c2
                ; inline
                a = b
                d = `back # y`
                e = single
                f = multi line
                ; both a
                # both b
                h =\s

                [s1]
                z = 1
                i = colon

                [empty]

                [DEFAULT]
                q = 1
                a = 3
                """);
    }

    @Test
    void iniAlignsDelimitersOfQuotedKeys() throws FormatException {
        assertThat(written(SopsFormat.INI, "\"q k\" = 1\nk`y=2\na= x\n"))
                .isEqualTo("q k       = 1\n\"\"\"k`y\"\"\" = 2\na         = x\n");
    }

    /** One key of a million characters would make a million lines as long. */
    @Test
    void refusesToAlignManyKeysWithALongOne() {
        String text = "k".repeat(1_000_000) + " = 1\n"
                + IntStream.range(0, 1_000).mapToObj(i -> "a" + i + "=1\n").collect(Collectors.joining());

        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> written(SopsFormat.INI, text))
                .withMessageContaining("its delimiters aligned");
    }

    @ParameterizedTest
    @CsvSource({"DOTENV", "INI", "BINARY"})
    void flatFormatsHoldNoTrees(SopsFormat format) {
        var tree = Mapping.of(new Pair("a", Mapping.of(new Pair("b", Sequence.of(new Scalar.Int(1))))));

        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> format.store(Indents.DEFAULT).write(List.of(tree)));
    }

    @Test
    void scalarsHaveOneTextInFlatFormats() throws FormatException {
        var document = Mapping.of(
                new Pair("n", new Scalar.Null()),
                new Pair("t", new Scalar.Bool(true)),
                new Pair("i", new Scalar.Int(-5)),
                new Pair("f", new Scalar.Decimal(1)),
                new Pair("e", new Scalar.Decimal(1e-6)),
                new Pair("d", new Scalar.Time("2024-05-01T10:11:12.5+02:00")));

        assertThat(new String(
                        SopsFormat.DOTENV.store(Indents.DEFAULT).write(List.of(document)), StandardCharsets.UTF_8))
                .isEqualTo("n=<nil>\nt=true\ni=-5\nf=1.0\ne=1E-06\nd=2024-05-01T10:11:12+02:00\n");
    }
}
