package dev.capstan.chartaccess;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://r.test,             https://r.test/index.yaml",
        "https://r.test/,            https://r.test/index.yaml",
        "https://r.test/a%20b//,     https://r.test/a%20b/index.yaml",
        "https://r.test:8443/c?t=x,  https://r.test:8443/c/index.yaml?t=x",
        "https://me:pw@r.test/c,     https://me:pw@r.test/c/index.yaml"
    })
    void theIndexIsInTheFolderOfTheRepository(String url, String index) {
        assertThat(url(url).index()).isEqualTo(URI.create(index));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "oci://r.test", "https://", "https:///x", "file:///x", "https://a b", "r.test"})
    void otherTextsAreNotUrls(String text) {
        assertThat(RepositoryUrl.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://r.test,      https://R.test:443/x, true",
        "https://r.test,      http://r.test/x,      false",
        "https://r.test,      https://r.test:8443/, false",
        "https://r.test,      https://o.test/x,     false",
        "http://r.test:80,    http://r.test/,       true"
    })
    void theOriginIsSchemeHostAndPort(String url, String place, boolean isSame) {
        assertThat(url(url).isSameOrigin(URI.create(place))).isEqualTo(isSame);
    }

    @ParameterizedTest
    @CsvSource({
        "https://r.test/c, https://r.test/c/, true",
        "https://r.test/c, https://R.TEST/c,  true",
        "https://r.test/c, https://r.test/d,  false",
        "https://r.test/c, http://r.test/c,   false"
    })
    void slashesAtTheEndDoNotMakeAnotherRepository(String one, String other, boolean isSame) {
        assertThat(url(one).isSameRepository(url(other))).isEqualTo(isSame);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://me:secret@r.test/c?token=secret"})
    void itsTextHidesWhatMayBeSecret(String text) {
        assertThat(url(text)).hasToString("https://r.test/c");
    }

    private static RepositoryUrl url(String text) {
        return RepositoryUrl.parse(text).orElseThrow();
    }
}
