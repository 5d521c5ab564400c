package dev.capstan.apply.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiResultTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "429; too many requests; true",
                "500; etcdserver: request timed out; true",
                "503; the server is currently unable to handle the request; true",
                "500; failed to create typed patch object (apps/a): .data.k: expected string; false",
                "500; etcdserver: request is too large; false",
                "500; quantities must match the regular expression; false",
                "422; Deployment.apps \"web\" is invalid; false",
                "403; forbidden; false"
            })
    void onlyFaultsOfTheServerPassByThemselves(int code, String message, boolean isTransient) {
        var refused = new ApiResult.Refused<Void>(code, "", message, List.of(), Optional.empty());

        assertThat(refused.isTransient()).isEqualTo(isTransient);
    }
}
