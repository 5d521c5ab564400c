package dev.capstan.image.tags;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoundTagsTest {

    @Test
    void areInDescendingOrderOfTheirBytesEachOnce() {
        assertThat(FoundTags.of(List.of("1.9.0", "b", "1.10.0", "A", "b", "_")).tags())
                .containsExactly("b", "_", "A", "1.9.0", "1.10.0");
    }

    @Test
    void theirChecksumIsThatOfTheirJsonArray() {
        assertThat(FoundTags.of(List.of("a", "b")).revision()).isEqualTo("183370288");
        assertThat(FoundTags.of(List.of("1.0.0", "2.0.0", "1.10.0")).revision()).isEqualTo("1095632086");
        assertThat(FoundTags.of(List.of()).revision()).isEqualTo("18153657");
    }

    @Test
    void theChecksumDoesNotDependOnTheOrderInWhichARegistryListsThem() {
        assertThat(FoundTags.of(List.of("x", "y", "z")).revision())
                .isEqualTo(FoundTags.of(List.of("z", "x", "y")).revision());
    }

    @Test
    void theStatusNamesTheLastTen() {
        var many = IntStream.range(10, 40).mapToObj(i -> "v" + i).toList();

        assertThat(FoundTags.of(many).latest()).hasSize(10).startsWith("v39").endsWith("v30");
        assertThat(FoundTags.of(List.of("one")).latest()).containsExactly("one");
        assertThat(FoundTags.of(List.of()).latest()).isEmpty();
    }
}
