package dev.capstan.secrets.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.secrets.SecretsException;
import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.metadata.Metadata;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataKeysTest {
    private static Metadata metadata(List<KeyGroup> groups, int threshold) {
        return new Metadata(
                groups, threshold, OffsetDateTime.parse("2024-05-01T10:00:00Z"), "", Optional.empty(), false, "");
    }

    private static MasterKey key(String name) {
        return new MasterKey.Age(name, "enc");
    }

    /** Opens keys with what a function of their name gives. */
    private abstract static class OpeningService implements KeyService {
        @Override
        public Wrapping wrap(MasterKey key, byte[] secret) {
            return new Wrapping.Failed("it opens only");
        }
    }

    /** A file may name hundreds of keys of clouds that hang until their deadline. */
    @Test
    void noFurtherKeyIsTriedAfterTwoMinutes() {
        var asked = new ArrayList<String>();
        var service = new OpeningService() {
            private long nanos;

            @Override
            public Opening open(MasterKey key) {
                asked.add(key.name());
                nanos += Duration.ofSeconds(50).toNanos();
                return new Opening.Failed("it does not answer");
            }
        };
        var keys = IntStream.range(0, 500).mapToObj(i -> key("key" + i)).toList();

        assertThatExceptionOfType(SecretsException.class)
                .isThrownBy(() -> new DataKeys("a.yaml", service, () -> service.nanos)
                        .recover(metadata(List.of(new KeyGroup(keys)), 0), KeyOrder.DEFAULT))
                .withMessageContaining("key2: it does not answer; key3: it was not tried");
        assertThat(asked).containsExactly("key0", "key1", "key2");
    }

    /** The time to combine shares goes with their size. */
    @Test
    void sharesHaveTheSizeOfOne() {
        var service = new OpeningService() {
            @Override
            public Opening open(MasterKey key) {
                byte[] share = new byte[1_000_000];
                share[share.length - 1] = (byte) (key.name().charAt(0) - 'a' + 1);
                return new Opening.Opened(share);
            }
        };
        var groups = List.of(new KeyGroup(List.of(key("a"))), new KeyGroup(List.of(key("b"))));

        assertThatExceptionOfType(SecretsException.class)
                .isThrownBy(() -> new DataKeys("a.yaml", service).recover(metadata(groups, 2), KeyOrder.DEFAULT))
                .withMessageContaining("a share of a data key has 33 bytes");
    }
}
