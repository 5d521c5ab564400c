package dev.capstan.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The signatures were computed with azure-storage-blob for Python. */
class AzureAccountKeyTest {
    private static final String KEY = "c2VjcmV0LWtleS1vZi10aGUtYWNjb3VudA==";

    @ParameterizedTest
    @CsvSource({
        "https://acc.blob.core.windows.net,"
                + "/config?comp=list&maxresults=5000&prefix=apps%2F%C3%BC%20b&restype=container, '',"
                + "acc:CRrym96ONurxLl+9Sn6p5zuq3nIcfoTM7fneo91v+9w=",
        "https://acc.blob.core.windows.net, /config/a%20b/%C3%BC.yaml, \"0x8D\","
                + "acc:6/H1KmT5La9F/Gf4SycvltcsDXxWTePXbdL10XViJXA=",
        "http://127.0.0.1:10000/devstoreaccount1, /config/a.yaml, '',"
                + "devstoreaccount1:EjqOI1K7Mji2tf/OrlYHy/NAYA+2VhV2mQ0wUYJ3UGk="
    })
    void signsAsOtherClientsDo(String endpoint, String path, String etag, String signature) throws Exception {
        var headers = new HashMap<>(Map.of("x-ms-date", "Sat, 28 Nov 2026 19:30:00 GMT", "x-ms-version", "2021-12-02"));
        if (!etag.isEmpty()) {
            headers.put("If-Match", etag);
        }

        var signed = AzureAccountKey.of(StoreEndpoint.url(endpoint, true), KEY)
                .headers(URI.create(endpoint + path), headers, StoreServer.soon());

        assertThat(signed).containsEntry("Authorization", "SharedKey " + signature);
    }

    @Test
    void aKeyThatIsNotBase64IsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> AzureAccountKey.of(StoreEndpoint.url("https://acc.example", false), "s3cret!"))
                .hasMessage("the account key is not base64");
    }
}
