package dev.capstan.apply.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.cluster.ResourceVersion.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceVersionTest {

    @ParameterizedTest
    @CsvSource({
        "9, 10, OLDER",
        "10, 9, NEWER",
        "10, 10, SAME",
        "18446744073709551616, 18446744073709551615, NEWER",
        "abc, abc, SAME",
        "abc, abd, UNKNOWN",
        "10, abc, UNKNOWN",
        "010, 9, UNKNOWN",
        "'', 10, UNKNOWN",
        "'', '', UNKNOWN"
    })
    void comparesAsNumbersWhatAreNumbers(String one, String other, Order expected) {
        assertThat(new ResourceVersion(one).comparedTo(new ResourceVersion(other)))
                .isEqualTo(expected);
    }

    @Test
    void latestIsTheLaterOneAndAnyoneIsLaterThanUnknown() {
        ResourceVersion ten = new ResourceVersion("10");

        assertThat(ten.latest(new ResourceVersion("9"))).isEqualTo(ten);
        assertThat(new ResourceVersion("9").latest(ten)).isEqualTo(ten);
        assertThat(ResourceVersion.unknown().latest(ten)).isEqualTo(ten);
        assertThat(ten.latest(ResourceVersion.unknown())).isEqualTo(ten);
    }
}
