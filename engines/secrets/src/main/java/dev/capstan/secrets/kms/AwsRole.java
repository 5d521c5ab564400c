package dev.capstan.secrets.kms;

import dev.capstan.cloud.AwsKeys;
import dev.capstan.cloud.AwsSignature;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operation AssumeRole of the security token service of AWS. */
final class AwsRole {
    private static final String SERVICE = "AWS STS";
    private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::[0-9]+:role/[\\w+=,.@/-]+");

    private final KmsTransport transport;
    private final KmsEndpoints endpoints;
    private final Clock clock;

    AwsRole(KmsTransport transport, KmsEndpoints endpoints, Clock clock) {
        this.transport = transport;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /** Keys of a role, which the given ones may assume. */
    AwsKeys assume(String role, AwsKeys keys, String partition, String region) throws KmsException {
        if (!ROLE.matcher(role).matches()) {
            throw new KmsException("its role is not of the form arn:aws:iam::ACCOUNT:role/NAME");
        }
        byte[] body = ("Action=AssumeRole&Version=2011-06-15&RoleSessionName=capstan-sops&RoleArn="
                        + URLEncoder.encode(role, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.US_ASCII);
        var address = endpoints.stsOf(partition, region);
        var headers = new AwsSignature(keys, region, "sts")
                .sign(
                        "POST",
                        address,
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        body,
                        clock.instant());
        var answer = transport.send(new KmsRequest("POST", address, headers, body));
        if (answer.status() != 200) {
            throw new KmsException(SERVICE + " refused the role " + role + " with status " + answer.status());
        }
        String xml = new String(answer.body(), StandardCharsets.UTF_8);
        return new AwsKeys(
                field(xml, "AccessKeyId"), field(xml, "SecretAccessKey"), Optional.of(field(xml, "SessionToken")));
    }

    private static String field(String xml, String name) throws KmsException {
        Matcher matcher = Pattern.compile("<" + name + ">\\s*([^<\\s]+)\\s*</" + name + ">")
                .matcher(xml);
        if (!matcher.find()) {
            throw new KmsException("the answer of " + SERVICE + " has no " + name);
        }
        return matcher.group(1);
    }
}
