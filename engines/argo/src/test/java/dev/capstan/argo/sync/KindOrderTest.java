package dev.capstan.argo.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindOrderTest {

    @ParameterizedTest
    @CsvSource({
        "Namespace, 0",
        "Secret, 7",
        "CustomResourceDefinition, 13",
        "Service, 22",
        "Deployment, 27",
        "APIService, 34"
    })
    void placesAreThoseOfArgoCd(String kind, int place) {
        assertThat(KindOrder.of(kind)).isEqualTo(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PriorityClass", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"})
    void kindsThatOnlyHelmListsComeLast(String kind) {
        assertThat(KindOrder.of(kind)).isEqualTo(KindOrder.of("Widget"));
    }

    @Test
    void kindsThatAreNotListedComeLast() {
        assertThat(KindOrder.of("Widget")).isEqualTo(35);
    }
}
