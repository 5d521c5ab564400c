package dev.capstan.objectstore;

import static dev.capstan.objectstore.StoreServer.soon;
import static dev.capstan.testkit.http.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.cloud.AwsKeys;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LdapIdentityTest {
    private static final String CREDENTIALS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <AssumeRoleWithLDAPIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <AssumeRoleWithLDAPIdentityResult>
                <AssumedRoleUser><Arn></Arn><AssumeRoleId></AssumeRoleId></AssumedRoleUser>
                <Credentials>
                  <AccessKeyId>Y4RJU1RNFGK48LGO9I2S</AccessKeyId>
                  <SecretAccessKey>sYLRKS1Z7hSjluf6gEbb9066hnx315wHTiACPAjg</SecretAccessKey>
                  <Expiration>2026-11-28T20:30:00Z</Expiration>
                  <SessionToken>t0ken</SessionToken>
                </Credentials>
              </AssumeRoleWithLDAPIdentityResult>
              <ResponseMetadata/>
            </AssumeRoleWithLDAPIdentityResponse>
            """;

    private final StoreServer server = new StoreServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void exchangesNameAndPasswordOnce() throws Exception {
        server.answers(200, CREDENTIALS);
        var identity = identity("jane&co", "p w+ü");

        var keys = identity.keys(soon());

        assertThat(identity.keys(soon())).isEqualTo(keys);
        assertThat(keys)
                .contains(new AwsKeys(
                        "Y4RJU1RNFGK48LGO9I2S", "sYLRKS1Z7hSjluf6gEbb9066hnx315wHTiACPAjg", Optional.of("t0ken")));
        assertThat(server.requests()).hasSize(1);
        var request = server.requests().getFirst();
        assertThat(request.getRequestLine()).isEqualTo("POST / HTTP/1.1");
        assertThat(request.getBody().utf8().split("&"))
                .containsExactlyInAnyOrder(
                        "Action=AssumeRoleWithLDAPIdentity",
                        "Version=2011-06-15",
                        "LDAPUsername=jane%26co",
                        "LDAPPassword=p%20w%2B%C3%BC");
    }

    @Test
    void aRefusalNamesTheServiceAndTheCodeOnly() throws Exception {
        server.answers(
                400,
                "<ErrorResponse><Error><Code>InvalidParameterValue</Code><Message>bad hunter2</Message></Error>"
                        + "</ErrorResponse>");

        assertThatThrownBy(() -> identity("jane", "hunter2").keys(soon()))
                .hasMessage(
                        "the security token service did not give temporary credentials (HTTP 400, InvalidParameterValue)");
    }

    @Test
    void anAnswerWithoutCredentialsIsRefused() throws Exception {
        server.answers(200, "<AssumeRoleWithLDAPIdentityResponse/>");

        assertThatThrownBy(() -> identity("jane", "pw").keys(soon()))
                .hasMessageContaining("did not send temporary credentials");
    }

    @Test
    void theTemporaryKeysSignTheRequests() throws Exception {
        server.answers(request -> request.getMethod().equals("POST")
                ? answer(200, CREDENTIALS)
                : answer(200, "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"));
        var store = new S3Store(
                server.endpoint(),
                BucketName.parse("config"),
                Optional.empty(),
                identity("jane", "pw"),
                server.connection(),
                ListingLimits.DEFAULT,
                StoreServer.CLOCK);

        store.list("", soon());

        var listing = server.requests().getLast();
        assertThat(listing.getHeaders().get("x-amz-security-token")).isEqualTo("t0ken");
        assertThat(listing.getHeaders().get("Authorization")).contains("Credential=Y4RJU1RNFGK48LGO9I2S/");
    }

    private LdapIdentity identity(String user, String password) throws ObjectStoreException {
        return new LdapIdentity(StoreEndpoint.url(server.url(), true), user, password, server.connection());
    }
}
