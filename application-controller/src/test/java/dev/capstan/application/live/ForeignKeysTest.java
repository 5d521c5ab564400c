package dev.capstan.application.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.object.ObjectKey;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForeignKeysTest {

    @Test
    void isASetOfKeysWhateverIsAddedAndRemoved() {
        Random random = new Random(7);
        ForeignKeys keys = new ForeignKeys();
        Set<ObjectKey> model = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            ObjectKey key = new ObjectKey("", "ConfigMap", "ns", "n" + random.nextInt(300));
            if (random.nextInt(3) == 0) {
                keys.remove(key);
                model.remove(key);
            } else {
                keys.add(key);
                model.add(key);
            }
            assertThat(keys.size()).isEqualTo(model.size());
        }
        for (int i = 0; i < 300; i++) {
            ObjectKey key = new ObjectKey("", "ConfigMap", "ns", "n" + i);
            assertThat(keys.contains(key)).as(key.name()).isEqualTo(model.contains(key));
        }
        keys.clear();
        assertThat(keys.size()).isZero();
        assertThat(keys.contains(new ObjectKey("", "ConfigMap", "ns", "n1"))).isFalse();
    }
}
