package dev.capstan.forge.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PullRequestTextTest {
    private static final String OWNER = "apps/fleet/all";

    private static ImageChange change(String image, String from, String to) {
        return new ImageChange(
                "apps/web",
                image,
                from,
                to,
                Optional.of("sha256:abc"),
                CompareLink.between("https://github.com/org/web", "v" + from, "v" + to));
    }

    private static PullRequestText text(ImageChange... changes) {
        return PullRequestText.of(OWNER, "all images", List.of(changes), Optional.empty());
    }

    private static String rowOf(ImageChange change) {
        return text(change)
                .body()
                .lines()
                .filter(line -> line.startsWith("| `"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysWhatBecomesWhat() {
        var text = text(change("ghcr.io/org/web", "1.0.0", "1.1.0"));

        assertThat(text.title()).isEqualTo("Update ghcr.io/org/web from 1.0.0 to 1.1.0");
        assertThat(text.body())
                .contains("| `ghcr.io/org/web` | `1.0.0` | `1.1.0` | `sha256:abc` | `apps/web` |"
                        + " [compare](https://github.com/org/web/compare/v1.0.0...v1.1.0) |");
    }

    @Test
    void severalAreCountedInTheTitle() {
        assertThat(text(change("a", "1", "2"), change("b", "1", "2")).title())
                .isEqualTo("Update 2 images of all images");
    }

    @Test
    void aTitleOfSomebodyIsOneShortLine() {
        var text = PullRequestText.of(
                OWNER, "all", List.of(change("a", "1", "2")), Optional.of("one\n two\u202e " + "x".repeat(300)));

        assertThat(text.title()).startsWith("one two x").hasSize(201).doesNotContain("\n", "\u202e");
    }

    @Test
    void whatIsNotKnownIsADash() {
        var text = text(new ImageChange("apps/web", "a", "", "2", Optional.empty(), Optional.empty()));

        assertThat(text.title()).isEqualTo("Update a to 2");
        assertThat(text.body()).contains("| `a` | – | `2` | – | `apps/web` | – |");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0`](https://evil.example) @everyone #1",
                "``` | x | y |",
                "`",
                "a|b",
                "a\\|b",
                "<script>alert(1)</script>",
                "1\n\n[capstan]: # \"v1 evil wanted \"",
                "1\r\n/merge",
                "![x](https://evil.example/x.png)"
            })
    void i088_aTagIsNoMarkup(String tag) {
        String row = rowOf(change("a", "1", tag));

        assertThat(row.replaceAll("(`+)(?!`).*?[^`]\\1(?!`)", "CODE").replace("[compare]", ""))
                .as("what is outside of code: %s", row)
                .matches(
                        "\\| CODE \\| CODE \\| CODE \\| CODE \\| CODE \\| (?:–|\\(https://github.com/[^ ()\\[\\]]*\\)) \\|");
    }

    @Test
    void i088_aTagIsNoMarker() {
        var body =
                text(change("a", "1", "2\n[capstan]: # \"v1 evil wanted \"\n")).body();

        assertThat(Marker.in(body).map(Marker::owner)).contains(OWNER);
        assertThat(body.lines().filter(line -> line.startsWith("[capstan]"))).hasSize(1);
    }

    @Test
    void manyImagesDoNotMakeItTooLong() {
        var many = IntStream.range(0, 1000)
                .mapToObj(i -> change("registry.example/" + "x".repeat(150) + i, "1", "2"))
                .toList();

        var text = PullRequestText.of(OWNER, "all", many, Optional.empty());

        assertThat(text.body()).hasSizeLessThan(65_000).contains("and 950 more");
        assertThat(Marker.in(text.body()).orElseThrow().fingerprints()).hasSize(500);
    }

    @Test
    void theMarkerSurvivesLineEndsOfForms() {
        var body = text(change("a", "1", "2")).body().replace("\n", "\r\n");

        assertThat(Marker.in(body))
                .isEqualTo(Marker.in(text(change("a", "1", "2")).body()));
    }

    @Test
    void theMarkerIsReplacedAndTheTextStays() {
        var body = text(change("a", "1", "2")).body();

        var closed = Marker.in(body).orElseThrow().obsolete().under("Edited by hand.\n" + body);

        assertThat(closed).startsWith("Edited by hand.\n");
        assertThat(Marker.in(closed).map(Marker::state)).contains(Marker.State.OBSOLETE);
        assertThat(closed.lines().filter(line -> line.startsWith("[capstan]"))).hasSize(1);
    }

    @Test
    void aFingerprintIsOfWhatIsWanted() {
        var one = change("a", "1", "2");

        assertThat(one.fingerprint())
                .matches("[0-9a-f]{12}")
                .isEqualTo(change("a", "0", "2").fingerprint());
        assertThat(one.fingerprint()).isNotEqualTo(change("a", "1", "3").fingerprint());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://github.com/org/web,            https://github.com/org/web/compare/1.0...1.1
            https://github.com/org/web.git,        https://github.com/org/web/compare/1.0...1.1
            https://gitlab.com/a/b/web/,           https://gitlab.com/a/b/web/-/compare/1.0...1.1
            https://gitlab.example:8443/a/web,     https://gitlab.example:8443/a/web/-/compare/1.0...1.1
            https://codeberg.org/org/web,          https://codeberg.org/org/web/compare/1.0...1.1
            https://bitbucket.org/ws/web,          https://bitbucket.org/ws/web/branches/compare/1.1%0D1.0
            """)
    void forgesHaveAPageThatCompares(String source, String expected) {
        assertThat(CompareLink.between(source, "1.0", "1.1").map(CompareLink::url))
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "javascript:alert(1)",
                "http://github.com/org/web",
                "https://user:pw@github.com/org/web",
                "https://unknown.example/org/web",
                "https://github.com/org/web)](https://evil.example",
                "https://github.com/org/../web",
                "https://github.com/web",
                "https://github.com/org/we b"
            })
    void otherAddressesMakeNoLink(String source) {
        assertThat(CompareLink.between(source, "1.0", "1.1")).isEmpty();
    }

    @Test
    void i088_aVersionIsEncodedInALink() {
        assertThat(CompareLink.between("https://github.com/org/web", "1)](x", "a b/../c")
                        .map(CompareLink::url))
                .contains("https://github.com/org/web/compare/1%29%5D%28x...a%20b%2F..%2Fc");
    }
}
