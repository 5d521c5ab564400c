package dev.capstan.secrets.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Where comments go. What is expected was printed by the real program. */
class YamlCommentsTest {
    private final Store yaml = SopsFormat.YAML.store(Indents.DEFAULT);

    private String written(String text) throws FormatException {
        return new String(yaml.write(yaml.read("file", text.getBytes(StandardCharsets.UTF_8))), StandardCharsets.UTF_8);
    }

    private void assertStays(String text) throws FormatException {
        assertThat(written(text)).isEqualTo(text);
    }

    @Test
    void commentsAboveAndBesideValuesStay() throws FormatException {
        assertStays("""
                # head
                a: 1 # beside
                # before b
                b:
                    # inside b
                    c: 2
                    # end of b
                list:
                    # first
                    - x # beside x
                    # second
                    - "y"
                # foot
                """);
    }

    @Test
    void aCommentBehindAKeyGoesBeforeIt() throws FormatException {
        assertThat(written("a: # about a\n  b: 1\nc: # about c\n  - x\n"))
                .isEqualTo("# about a\na:\n    b: 1\n# about c\nc:\n    - x\n");
    }

    @Test
    void aCommentThatIsDeeperThanWhatFollowsEndsTheBlockBefore() throws FormatException {
        assertStays("a:\n    b: 1\n    # deep\nc: 2\n");
        assertStays("a:\n    b: 1\n# level\nc: 2\n");
    }

    @Test
    void aCommentAboveAnEmptyLineIsAboutWhatIsBefore() throws FormatException {
        assertThat(written("a:\n    b:\n        c: 1\n    # of a\n\n    # of the root\nd: 2\n"))
                .isEqualTo("a:\n    b:\n        c: 1\n    # of a\n# of the root\nd: 2\n");
    }

    @Test
    void commentsBehindBracketsGoIntoThem() throws FormatException {
        assertThat(written("a: [1, 2] # list\nb: {c: 1} # map\n"))
                .isEqualTo("a:\n    # list\n    - 1\n    - 2\nb:\n    # map\n    c: 1\n");
    }

    @Test
    void aCommentBehindADashGoesBeforeIt() throws FormatException {
        assertThat(written("a:\n- # about\n  k: v\n  # end\n# next\n- 2\n"))
                .isEqualTo("a:\n    # about\n    - k: v\n      # end\n    # next\n    - 2\n");
    }

    @Test
    void aBlockOfTextKeepsTheCommentOnItsFirstLine() throws FormatException {
        assertThat(written("a: | # text\n  # no comment\n  more\n# after\nb: 1\n"))
                .isEqualTo("a: | # text\n    # no comment\n    more\n# after\nb: 1\n");
    }

    @Test
    void commentsOfDocumentsStayInThem() throws FormatException {
        assertThat(written("# one\na: 1\n# end of one\n---\n# two\nb: 2\n---\n# nothing\n---\n"))
                .isEqualTo("# one\na: 1\n# end of one\n---\n# two\nb: 2\n---\n{\n    # nothing\n}\n---\n{}\n");
    }

    @Test
    void aliasesAreExpandedAndMergesDone() throws FormatException {
        assertThat(written("base: &b\n  x: 1\n  y: 2\nother:\n  <<: *b # merged\n  y: 3\nsame: *b # alias\n"))
                .isEqualTo(
                        "base:\n    x: 1\n    \"y\": 2\nother:\n    # merged\n    \"y\": 3\n    x: 1\n# alias\nsame:\n    x: 1\n"
                                + "    \"y\": 2\n");
    }

    @Test
    void commentsBesideAliasesStayThere() throws FormatException {
        assertThat(written("""
                a: &x 1
                b: &m {k: v}
                c:
                  <<: *m
                d: *x # one
                e: [*x, *x]
                # two
                f:
                - *x # three
                - *x
                """)).isEqualTo("""
                a: 1
                b:
                    k: v
                c:
                    k: v
                d: 1 # one
                e:
                    - 1
                    - 1
                # two
                f:
                    - 1 # three
                    - 1
                """);
    }

    @Test
    void whatLooksLikeAMergeKeyIsQuoted() throws FormatException {
        assertStays("\"<<\": \"<<\"\n");
    }

    @Test
    void indentIsAsConfigured() throws FormatException {
        Store two = SopsFormat.YAML.store(new Indents(2, -1, -1));

        byte[] text = two.write(two.read("file", "a:\n    - b: 1\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo("a:\n  - b: 1\n");
    }
}
