package dev.capstan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpProxyTest {

    @Test
    void aLoginInTheAddressIsOneForTheProxy() {
        assertThat(HttpProxy.withLogin("http://me:pass%3Aword@proxy.test:3128"))
                .contains(new HttpProxy("proxy.test", 3128, Optional.of(new HttpProxy.User("me", "pass:word"))));
        assertThat(HttpProxy.withLogin("https://me@proxy.test"))
                .contains(new HttpProxy(
                        HttpProxy.Kind.HTTPS, "proxy.test", 443, Optional.of(new HttpProxy.User("me", ""))));
    }

    @Test
    void anAddressNeedsNoLogin() {
        assertThat(HttpProxy.withLogin("socks5://proxy.test"))
                .contains(new HttpProxy(HttpProxy.Kind.SOCKS5, "proxy.test", 1080, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "proxy.test:3128", "ftp://proxy.test", "http://", "http://a b", "http://proxy.test:0"})
    void otherTextsAreNoAddresses(String text) {
        assertThat(HttpProxy.withLogin(text)).isEmpty();
    }
}
