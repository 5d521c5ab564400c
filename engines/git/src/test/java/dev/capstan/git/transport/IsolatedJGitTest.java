package dev.capstan.git.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolatedJGitTest {
    @TempDir
    Path repository;

    @BeforeAll
    static void isolate() {
        IsolatedJGit.ensure();
    }

    @Test
    void writesNothingIntoRepositoriesToMeasureTheDisk() {
        var disk = FS.FileStoreAttributes.get(repository);

        // what a measurement gives is finer by far on any disk that tests run on
        assertThat(disk.getFsTimestampResolution()).isEqualTo(Duration.ofSeconds(2));
        assertThat(repository).isEmptyDirectory();
    }

    @Test
    void knowsNoConfigurationOfThisMachine() throws Exception {
        assertThat(SystemReader.getInstance().getUserConfig().getSections()).isEmpty();
        assertThat(SystemReader.getInstance().getenv("PATH")).isNull();
    }
}
