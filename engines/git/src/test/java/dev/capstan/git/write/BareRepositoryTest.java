package dev.capstan.git.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareRepositoryTest {
    private BareRepository repository;

    @BeforeEach
    void create(@TempDir Path temp) throws IOException {
        repository = BareRepository.openOrCreate(temp.resolve("r.git"), "main");
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void aCommitKeepsTheFilesItDoesNotName() throws IOException {
        repository.write("main", "First", Map.of("a/x", "1", "b/y", "2"));

        repository.write("main", "Second", Map.of("a/x", "3"));

        assertThat(repository.read("main", "a/x")).contains("3");
        assertThat(repository.read("main", "b/y")).contains("2");
    }

    @Test
    void anEmptyValueDeletes() throws IOException {
        repository.write("main", "First", Map.of("a/x", "1", "b/y", "2"));

        repository.commit("main", "Delete", Map.of("a/x", Optional.empty()));

        assertThat(repository.read("main", "a/x")).isEmpty();
        assertThat(repository.read("main", "b/y")).contains("2");
    }

    @Test
    void revertRestoresTheFilesBefore() throws IOException {
        repository.write("main", "First", Map.of("a", "1"));
        var broken = repository.write("main", "Break", Map.of("a", "broken", "new", "x"));

        var reverted = repository.revertHead("main");

        assertThat(reverted).isNotEqualTo(broken);
        assertThat(repository.head("main")).contains(reverted);
        assertThat(repository.read("main", "a")).contains("1");
        assertThat(repository.read("main", "new")).isEmpty();
    }

    @Test
    void refusesPathsThatLeaveTheTree() {
        assertThatThrownBy(() -> repository.write("main", "Bad", Map.of("../x", "1")))
                .isInstanceOf(RuntimeException.class)
                .hasMessageContaining("../x");
    }
}
