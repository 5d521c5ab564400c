package dev.capstan.image.automation.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.image.ImageRef;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueChangeTest {

    @ParameterizedTest
    @CsvSource({
        "ns:p, localhost:5000/a/b, '', localhost:5000/a/b",
        "ns:p, localhost:5000/a/b:1, 1, localhost:5000/a/b:1",
        "ns:p, a:1@sha256:abc, 1, a:1@sha256:abc",
        "ns:p, a@sha256:abc, '', a@sha256:abc",
        "ns:p:tag, 1.0, 1.0, app:1.0",
        "ns:p:tag, '', '', ''",
        "ns:p:name, app, '', ''",
        "ns:p:digest, sha256:abc, '', ''",
    })
    void readsTheOldTagFromWhatTheMarkerMeans(String marker, String old, String tag, String image) {
        var change = new ValueChange(
                "f",
                "f",
                new ChangedObject("", "", "", ""),
                old,
                "new",
                Marker.of(marker),
                new ImageRef("app", "2.0", null));

        assertThat(change.oldTag()).isEqualTo(tag);
        assertThat(change.oldImage()).isEqualTo(image);
        assertThat(change.marker()).hasToString(marker);
    }
}
