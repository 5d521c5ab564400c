package dev.capstan.chartaccess.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFilesTest {
    private static final String KEY = "key";

    @TempDir
    Path folder;

    /** What others do whenever the time is looked at. */
    private Runnable meanwhile = () -> {};

    private IndexFiles files;

    @BeforeEach
    void open() throws IOException {
        files = IndexFiles.open(folder, new Clock() {
            @Override
            public Instant instant() {
                meanwhile.run();
                return Instant.now();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
    }

    @Test
    void whatIsReplacedIsKeptAliveBeforeItLosesItsName() throws IOException {
        keep("old");
        List<String> named = new ArrayList<>();
        meanwhile = () -> named.add(revision());

        keep("new");

        assertThat(named.getFirst()).isEqualTo(Digest.sha256("old").toString());
        assertThat(revision()).isEqualTo(Digest.sha256("new").toString());
    }

    @Test
    void whatSomebodyElseHasDeletedIsNotMissed() throws IOException {
        keep("old");
        var old = folder.resolve(KEY + "-" + Digest.sha256("old").hex() + ".json");
        assertThat(old).exists();
        meanwhile = () -> old.toFile().delete();

        keep("new");

        assertThat(revision()).isEqualTo(Digest.sha256("new").toString());
    }

    private void keep(String content) throws IOException {
        var json = files.temporary();
        Files.writeString(json, content);
        files.keep(
                KEY,
                json,
                new IndexState(
                        Digest.sha256(content).toString(),
                        content.length(),
                        content.length(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private String revision() {
        return files.state(KEY).map(IndexState::revision).orElse("none");
    }
}
