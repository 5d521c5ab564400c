package dev.capstan.application.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExternalUrlsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String RULE = "{'host':'shop.example.org','http':{'paths':[{'path':'/'},{'path':'/api/*'}]}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'rules':[RULE]} | {} | http://shop.example.org/ http://shop.example.org/api/",
                "{'rules':[RULE],'tls':[{'secretName':'s'}]} | {} | https://shop.example.org/ https://shop.example.org/api/",
                "{'rules':[RULE],'tls':[{'hosts':['shop.example.org']}]} | {} | https://shop.example.org/ https://shop.example.org/api/",
                "{'rules':[RULE],'tls':[{'hosts':['other.example.org']}]} | {} | http://shop.example.org/ http://shop.example.org/api/",
                "{'rules':[{'http':{'paths':[{'path':'/a'}]}}]} | {'loadBalancer':{'ingress':[{'ip':'10.1.2.3'}]}} | http://10.1.2.3/a",
                "{'rules':[{'http':{'paths':[{'path':'/a'}]}}]} | {} | ''",
                "{'rules':[{'host':'*.example.org','http':{'paths':[{'path':'/'}]}}]} | {} | ''",
                "{'rules':[{'host':'shop.example.org'}]} | {} | ''",
                "{'rules':'odd','tls':7} | {'loadBalancer':[]} | ''"
            })
    void ofAnIngress(String spec, String status, String urls) throws JsonProcessingException {
        assertThat(String.join(" ", urls("Ingress", "{}", spec.replace("RULE", RULE), status)))
                .isEqualTo(urls.equals("''") ? "" : urls);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "https://grafana.example.org/d/1; https://grafana.example.org/d/1",
                "Dashboard|HTTP://grafana.example.org; Dashboard|HTTP://grafana.example.org",
                "javascript:alert(1); ''",
                "Click|javascript:alert(1); ''",
                "data:text/html,<b>; ''"
            })
    void w102_ofAnAnnotation(String link, String url) throws JsonProcessingException {
        String annotations = "{'link.argocd.argoproj.io/board':'" + link + "','other':'https://example.org'}";

        assertThat(String.join(" ", urls("Service", annotations, "{}", "{}"))).isEqualTo(url.equals("''") ? "" : url);
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 3"})
    void anIngressMayLeaveItsOwnOut(String isLeftOut, int count) throws JsonProcessingException {
        String annotations =
                "{'link.argocd.argoproj.io/a':'https://a.example.org','argocd.argoproj.io/ignore-default-links':'"
                        + isLeftOut + "'}";

        assertThat(urls("Ingress", annotations, "{'rules':[" + RULE + "]}", "{}"))
                .hasSize(count);
    }

    private static List<String> urls(String kind, String annotations, String spec, String status)
            throws JsonProcessingException {
        String group = kind.equals("Ingress") ? "networking.k8s.io/v1" : "v1";
        String object = "{'apiVersion':'%s','kind':'%s','metadata':{'name':'x','annotations':%s},'spec':%s,'status':%s}"
                .formatted(group, kind, annotations, spec, status);
        return ExternalUrls.of(JSON.readTree(object.replace('\'', '"')));
    }
}
