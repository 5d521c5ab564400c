package dev.capstan.charts.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.charts.ChartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expectations are what Helm 4 does. */
class HelmIgnoreTest {

    @ParameterizedTest
    @CsvSource({
        "*.txt,          a.txt,             true",
        "*.txt,          sub/a.txt,         true",
        "/*.txt,         sub/a.txt,         false",
        "/*.txt,         a.txt,             true",
        "sub/*.txt,      sub/a.txt,         true",
        "sub/*.txt,      other/sub/a.txt,   false",
        "*/a.txt,        x/y/a.txt,         false",
        "a?c,            abc,               true",
        "[ab].txt,       b.txt,             true",
        "[^ab].txt,      b.txt,             false",
        "[a-c].txt,      d.txt,             false",
        "\\*.txt,        *.txt,             true",
        "\\*.txt,        a.txt,             false",
        "'# comment',    '# comment',       false",
        "'  a.txt  ',    a.txt,             true",
        "folder/,        folder,            false",
        "none,           templates/.hidden, true",
        "none,           templates/.,       false",
        "!keep.txt,      other.txt,         true",
        "!keep.txt,      keep.txt,          false"
    })
    void leavesOutFiles(String rule, String path, boolean isExcluded) throws Exception {
        assertThat(rules(rule).excludes(path, false)).isEqualTo(isExcluded);
    }

    @Test
    void aRuleWithASlashAtItsEndIsForFolders() throws Exception {
        assertThat(rules("folder/").excludes("folder", true)).isTrue();
        assertThat(rules("folder/").excludes("deep/folder", true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"**/a", "[a", "a\\", "[]a]", "[-a]", "[a-]"})
    void whatHelmRefusesIsRefused(String rule) {
        assertThatExceptionOfType(ChartException.class).isThrownBy(() -> rules(rule));
    }

    private static HelmIgnore rules(String text) throws ChartException {
        return HelmIgnore.parse(text.getBytes(UTF_8));
    }
}
