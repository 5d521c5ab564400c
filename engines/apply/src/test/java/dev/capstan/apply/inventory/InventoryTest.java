package dev.capstan.apply.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class InventoryTest {

    @Test
    void aChangeOfVersionAloneLeavesNothingToPrune() {
        Inventory before = Inventory.ofWire(Map.of("ns_a_batch_CronJob", "v1beta1"));
        Inventory after = Inventory.ofWire(Map.of("ns_a_batch_CronJob", "v1"));

        assertThat(before.minus(after).isEmpty()).isTrue();
        assertThat(before.union(after).entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.version()).isEqualTo("v1"));
    }

    @Test
    void entriesThatNameNoObjectAreLeftOut() {
        assertThat(Inventory.ofWire(Map.of("garbage", "v1", "ns_a__Secret", "v1"))
                        .entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.id().name()).isEqualTo("a"));
    }
}
