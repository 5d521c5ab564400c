package dev.capstan.secrets.kms;

import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.util.Base64;
import java.util.Map;

/** Bodies of requests and answers. */
final class KmsJson {
    private KmsJson() {}

    static YamlMap texts(Map<String, String> texts) {
        var map = YamlMap.builder();
        texts.forEach((key, value) -> map.put(key, YamlScalar.ofString(value)));
        return map.build();
    }

    static byte[] bytes(YamlMap map) {
        return Json.write(map, Dialect.KUSTOMIZE);
    }

    /** The text at a path of an answer that went well. */
    static String text(String service, KmsAnswer answer, String... path) throws KmsException {
        if (answer.status() != 200) {
            throw new KmsException(service + " refused with status " + answer.status() + reason(answer));
        }
        YamlNode at = read(service, answer);
        for (String key : path) {
            at = at instanceof YamlMap map ? map.get(key) : null;
        }
        if (at instanceof YamlScalar scalar && scalar.isString()) {
            return scalar.text();
        }
        throw new KmsException("the answer of " + service + " has no " + String.join(".", path));
    }

    private static YamlNode read(String service, KmsAnswer answer) throws KmsException {
        try {
            return Json.read("answer", answer.body(), Limits.DEFAULT);
        } catch (YamlSyntaxException e) {
            throw new KmsException("the answer of " + service + " is not JSON");
        }
    }

    /** The kind of the error where the service names one. Its text is left out: it may quote what was sent. */
    private static String reason(KmsAnswer answer) {
        try {
            if (Json.read("answer", answer.body(), Limits.DEFAULT) instanceof YamlMap map) {
                String type = map.getText("__type");
                String name = type != null ? type.substring(type.lastIndexOf('#') + 1) : nested(map);
                return name.matches("[A-Za-z_]{1,80}") ? " (" + name + ")" : "";
            }
        } catch (YamlSyntaxException e) {
            return ""; // a page of a proxy
        }
        return "";
    }

    private static String nested(YamlMap map) {
        if (map.get("error") instanceof YamlMap error) {
            String status = error.getText("status");
            String code = error.getText("code");
            return status != null ? status : code == null ? "" : code;
        }
        return "";
    }

    static byte[] base64(String service, String text) throws KmsException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new KmsException("the answer of " + service + " is not base64");
        }
    }
}
