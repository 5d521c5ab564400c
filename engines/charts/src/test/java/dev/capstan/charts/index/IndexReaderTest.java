package dev.capstan.charts.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndexReaderTest {
    private static final String INDEX = """
            apiVersion: v1
            generated: 2026-01-02T03:04:05.678Z
            entries:
              web:
              - name: web
                version: 1.0.0
                appVersion: 1.10
                created: 2026-01-01T00:00:00Z
                deprecated: true
                digest: aaaa
                urls: [charts/web-1.0.0.tgz]
                keywords: [on, 1]
              - {name: web, version: v1.2.0, urls: ["https://other.test/web.tgz?x=1"]}
              - {name: web, version: 1.3.0-rc.1, urls: [c]}
              - {name: web, version: 0.9.0, urls: []}
              db:
              - {name: db, version: 3.1.4, urls: [d]}
            """;

    @Test
    void copiesAnIndexAsJson() throws Exception {
        assertThat(json(INDEX)).isEqualTo("""
                {"apiVersion":"v1","generated":"2026-01-02T03:04:05.678Z","entries":{"web":[\
                {"appVersion":"1.1","created":"2026-01-01T00:00:00Z","deprecated":true,"digest":"aaaa",\
                "keywords":["true","1"],"name":"web","urls":["charts/web-1.0.0.tgz"],"version":"1.0.0"},\
                {"name":"web","urls":["https://other.test/web.tgz?x=1"],"version":"v1.2.0"},\
                {"name":"web","urls":["c"],"version":"1.3.0-rc.1"},\
                {"name":"web","urls":[],"version":"0.9.0"}],\
                "db":[{"name":"db","urls":["d"],"version":"3.1.4"}]}}""");
    }

    @Test
    void aCopyOfACopyIsTheSame() throws Exception {
        var once = json(INDEX);

        assertThat(json(once)).isEqualTo(once);
    }

    @Test
    void h049_entriesThatAreNotVersionsAreSkippedWhileTheRestServes() throws Exception {
        var index = """
                apiVersion: v1
                entries:
                  web: [null, {name: web, version: latest}, {version: 1.0.0}, {name: web}, text, [], {name: web, version: 2.0.0, urls: [x]}]
                  nothing:
                  odd: {}
                """;
        var out = new ByteArrayOutputStream();

        IndexSummary summary = IndexReader.copyAsJson(in(index), out);

        assertThat(summary).isEqualTo(new IndexSummary(3, 1, 8));
        assertThat(out.toString(UTF_8)).contains("\"nothing\":[]").contains("\"odd\":[]");
        assertThat(find(out.toString(UTF_8), "web", "*")).isEqualTo("2.0.0");
    }

    @ParameterizedTest
    @CsvSource({
        "'', v1.2.0",
        "*, v1.2.0",
        "1.0.0, 1.0.0",
        "v1.0.0, 1.0.0",
        "1.2.0, v1.2.0",
        "v1.2.0, v1.2.0",
        "~1.0, 1.0.0",
        "<1, 0.9.0",
        "'>=1.0.0 <1.2.0', 1.0.0",
        ">=1.0.0-0, 1.3.0-rc.1",
        "1.3.0-rc.1, 1.3.0-rc.1"
    })
    void findsTheHighestVersionThatIsAskedFor(String request, String expected) throws Exception {
        assertThat(find(INDEX, "web", request)).isEqualTo(expected);
        assertThat(find(json(INDEX), "web", request)).isEqualTo(expected);
    }

    @Test
    void anExactTextComesBeforeHigherVersionsInTheRange() throws Exception {
        var index = "{\"apiVersion\":\"v1\",\"entries\":{\"a\":[{\"name\":\"a\",\"version\":\"1.0.0+b2\"},"
                + "{\"name\":\"a\",\"version\":\"1.0.0+b1\"},{\"name\":\"a\",\"version\":\"1\"},{\"name\":\"a\",\"version\":\"1.9.0\"}]}}";

        assertThat(find(index, "a", "1.0.0+b1")).isEqualTo("1.0.0+b1");
        assertThat(find(index, "a", "1")).isEqualTo("1");
    }

    @Test
    void ofEqualVersionsTheYoungestIsTaken() throws Exception {
        var index = """
                apiVersion: v1
                entries:
                  a:
                  - {name: a, version: 1.0.0+old, created: "2025-01-01T00:00:00Z"}
                  - {name: a, version: 1.0.0+new, created: "2026-01-01T00:00:00+02:00"}
                  - {name: a, version: 1.0.0+unknown}
                """;

        assertThat(find(index, "a", "1.x")).isEqualTo("1.0.0+new");
    }

    @Test
    void listsTheVersionsOfAChartAsTheyAreWritten() throws Exception {
        assertThat(IndexReader.versions(in(INDEX), "web")).containsExactly("1.0.0", "v1.2.0", "1.3.0-rc.1", "0.9.0");
        assertThat(failure(() -> IndexReader.versions(in(INDEX), "nosuch")))
                .isEqualTo(new ChartFailure.ChartMissing("nosuch"));
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(failure(() -> find(INDEX, "nosuch", "*"))).isEqualTo(new ChartFailure.ChartMissing("nosuch"));
        assertThat(failure(() -> find(INDEX, "web", ">9"))).isEqualTo(new ChartFailure.VersionMissing("web", ">9"));
        assertThat(failure(() -> find(INDEX, "web", "a range"))).isInstanceOf(ChartFailure.VersionInvalid.class);
    }

    @Test
    void h049_aliasesAreRefusedBeforeTheyGrow() {
        var bomb = "apiVersion: v1\na: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a]\nentries: {}\n";

        assertThat(failure(() -> json(bomb)).message()).contains("aliases");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "[]",
                "entries: {}",
                "<!DOCTYPE html><html></html>",
                "{\"apiVersion\": \"v1\", \"entries\": {",
                "{\"apiVersion\": \"v1\", \"entries\": {}",
                "apiVersion: v1\nentries: {a: [}",
                "apiVersion: v1\n\tentries: {}",
                "apiVersion: v1\napiVersion: v1\nentries: {}",
                "apiVersion: v1\nentries: {a: [], a: []}",
                "apiVersion: v1\nentries: {a: [{name: a, name: b, version: 1.0.0}]}",
                "apiVersion: v1\nentries: {a: [{[x]: y}]}"
            })
    void whatIsNotAnIndexIsRefused(String text) {
        assertThat(failure(() -> json(text))).isInstanceOf(ChartFailure.IndexInvalid.class);
    }

    @Test
    void h049_nestingIsLimited() {
        var deep = "{\"apiVersion\":\"v1\",\"entries\":{\"a\":[{\"x\":" + "[".repeat(100_000);

        assertThat(failure(() -> json(deep))).isInstanceOf(ChartFailure.LimitExceeded.class);
    }

    @Test
    void h049_aSingleValueIsLimited() {
        var long1 = "{\"apiVersion\":\"" + "v".repeat(5 << 20) + "\"}";
        var long2 = "apiVersion: " + "v".repeat(5 << 20) + "\n";

        assertThat(failure(() -> json(long1))).isInstanceOf(ChartFailure.LimitExceeded.class);
        assertThat(failure(() -> json(long2))).isInstanceOf(ChartFailure.LimitExceeded.class);
    }

    @Test
    void aBrokenStreamIsNotTheFaultOfTheIndex() {
        var broken = new InputStream() {
            private final AtomicLong left = new AtomicLong(100_000);

            @Override
            public int read() throws IOException {
                if (left.decrementAndGet() < 0) {
                    throw new IOException("gone");
                }
                return '#';
            }
        };

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> IndexReader.copyAsJson(broken, new ByteArrayOutputStream()))
                .withMessage("gone");
    }

    private static String json(String index) throws ChartException, IOException {
        var out = new ByteArrayOutputStream();
        IndexReader.copyAsJson(in(index), out);
        return out.toString(UTF_8);
    }

    private static String find(String index, String chart, String request) throws ChartException, IOException {
        return IndexReader.find(in(index), chart, VersionRequest.parse(request)).version();
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    /** Something that may fail. */
    private interface Attempt {
        Object run() throws ChartException, IOException;
    }

    private static ChartFailure failure(Attempt attempt) {
        try {
            throw new AssertionError("did not fail but gave " + attempt.run());
        } catch (ChartException e) {
            return e.failure();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
