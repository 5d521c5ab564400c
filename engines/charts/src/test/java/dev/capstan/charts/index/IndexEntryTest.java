package dev.capstan.charts.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndexEntryTest {

    @ParameterizedTest
    @CsvSource({
        "https://r.test/charts,  a.tgz,                   https://r.test/charts/a.tgz",
        "https://r.test/charts/, a.tgz,                   https://r.test/charts/a.tgz",
        "https://r.test,         sub/a.tgz,               https://r.test/sub/a.tgz",
        "https://r.test/charts,  /a.tgz,                  https://r.test/a.tgz",
        "https://r.test/charts,  ../a.tgz,                https://r.test/a.tgz",
        "https://r.test/charts,  http://other.test/a.tgz, http://other.test/a.tgz",
        "https://r.test/c?t=1,   a.tgz,                   https://r.test/c/a.tgz?t=1",
        "https://r.test/c?t=1,   https://o.test/a.tgz,    https://o.test/a.tgz",
        "https://r.test/c?t=1,   //o.test/a.tgz,          https://o.test/a.tgz",
        "https://r.test/c?t=1,   //r.test:8443/a.tgz,     https://r.test:8443/a.tgz",
        "https://r.test/c?t=1,   //r.test/a.tgz,          https://r.test/a.tgz?t=1",
        "https://u:p@r.test/c,   //o.test/a.tgz,          https://o.test/a.tgz"
    })
    void theArchiveIsFoundFromTheRepository(String repository, String url, String expected) {
        assertThat(entry(url).location(URI.create(repository))).contains(URI.create(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///etc/passwd", "ftp://x.test/a.tgz", "not a url", "https:///a.tgz", "oci://x.test/a"})
    void otherPlacesAreNotGoneTo(String url) {
        assertThat(entry(url).location(URI.create("https://r.test"))).isEmpty();
    }

    @Test
    void anEntryWithoutPlacesLeadsNowhere() {
        var entry = new IndexEntry("a", "1.0.0", Optional.empty(), List.of(), Optional.empty());

        assertThat(entry.location(URI.create("https://r.test"))).isEmpty();
    }

    private static IndexEntry entry(String url) {
        return new IndexEntry("a", "1.0.0", Optional.empty(), List.of(url, "https://second.test/a"), Optional.empty());
    }
}
