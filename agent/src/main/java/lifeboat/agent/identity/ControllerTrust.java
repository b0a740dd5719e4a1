package lifeboat.agent.identity;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import lifeboat.engine.ObjectId;

/**
 * Knows a controller by its authority, which signs for one controller only, and by the purpose that
 * its certificate has and those of hosts lack. Not by a host name: after a disaster it answers
 * under another.
 */
public final class ControllerTrust extends X509ExtendedTrustManager {

    /** TLS server authentication (RFC 5280, 4.2.1.12). */
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";

    /** Picks whom to trust, out of the chain that a server shows. */
    @FunctionalInterface
    private interface Anchors {
        List<X509Certificate> among(X509Certificate[] chain) throws CertificateException;
    }

    private final Anchors anchors;

    private ControllerTrust(Anchors anchors) {
        this.anchors = anchors;
    }

    /** Trusts the authority with this SHA-256, in hex, and no other. */
    public static ControllerTrust pinned(String caSha256) {
        return new ControllerTrust(
                chain -> {
                    for (X509Certificate certificate : chain) {
                        if (ObjectId.hash(certificate.getEncoded()).hex().equals(caSha256)) {
                            return List.of(certificate);
                        }
                    }
                    throw new CertificateException(
                            "the server's chain lacks the authority that the join token names: this"
                                    + " is not the controller that made the token");
                });
    }

    /** Trusts these authorities. */
    public static ControllerTrust of(List<X509Certificate> authorities) {
        return new ControllerTrust(_ -> authorities);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        List<String> purposes = chain[0].getExtendedKeyUsage();
        if (purposes == null || !purposes.contains(SERVER)) {
            throw new CertificateException("the server's certificate is not that of a controller");
        }
        validator(anchors.among(chain)).checkServerTrusted(chain, authType);
    }

    private static X509TrustManager validator(List<X509Certificate> authorities)
            throws CertificateException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager found) {
                    return found;
                }
            }
            throw new CertificateException("this Java has no PKIX");
        } catch (GeneralSecurityException | IOException e) {
            throw new CertificateException(e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("an agent serves nobody");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
