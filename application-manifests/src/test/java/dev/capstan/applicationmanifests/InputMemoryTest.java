package dev.capstan.applicationmanifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.capstan.applicationmanifests.build.Built;
import dev.capstan.argo.settings.KustomizeFlags;
import dev.capstan.argo.source.SourceKind;
import dev.capstan.tree.TreeInputs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InputMemoryTest {
    private final InputMemory memory = new InputMemory(100_000);

    private static RememberedApplication rendering(long bytes) {
        var facts = new SourceFacts(NullNode.getInstance(), "", "", "", KustomizeFlags.NONE, "", Map.of());
        var built = new Built.Objects(SourceKind.DIRECTORY, List.of(), List.of(), bytes);
        var inputs = new RememberedSource.Inputs("", new TreeInputs(Map.of()), false);
        return new RememberedApplication(
                List.of(new RememberedSource(facts, inputs, Map.of(), Optional.empty(), Optional.empty(), built)),
                Optional.empty());
    }

    @Test
    void letsGoOfWhatWasNotUsedForTheLongestTime() {
        memory.keep("a", rendering(4_000));
        memory.keep("b", rendering(4_000));
        memory.find("a");
        memory.keep("c", rendering(4_000));

        assertThat(memory.find("b")).isEqualTo(RememberedApplication.NONE);
        assertThat(memory.find("a").sources()).hasSize(1);
        assertThat(memory.find("c").sources()).hasSize(1);
        assertThat(memory.bytes()).isLessThanOrEqualTo(100_000);
    }

    @Test
    void whatTakesMoreThanAllIsNotKeptAndPushesNobodyOut() {
        memory.keep("a", rendering(1));
        memory.keep("b", rendering(1_000_000));

        assertThat(memory.find("b")).isEqualTo(RememberedApplication.NONE);
        assertThat(memory.find("a").sources()).hasSize(1);
    }

    @Test
    void keepingAgainTakesTheRoomOnce() {
        memory.keep("a", rendering(100));
        long once = memory.bytes();
        memory.keep("a", rendering(100));

        assertThat(memory.bytes()).isEqualTo(once);
        memory.forget("a");
        assertThat(memory.bytes()).isZero();
    }
}
