"""Names that columns have: English, German, French, Spanish, Italian and Portuguese.

Each list is in the order of preference, compared without case, accents and punctuation.
"""

import re
import unicodedata

IDS = "id _id uuid guid"
"""What is an id by these names is one whatever it holds."""
WEAK_IDS = "permalink slug handle sku item_id product_id job_id article_id doc_id document_id"
"""What is an id by these names only where no two rows share one."""
NAMES = {
    "name": (
        "name title question headline job_title position_title position product_name product "
        "item_name item product_title display_name full_name subject heading company_name company "
        "organization organization_name organisation organisation_name startup startup_name "
        "business_name business brand_name "
        "titel bezeichnung produktname produkt artikelname artikelbezeichnung artikel "
        "stellenbezeichnung stellentitel stelle jobtitel frage ueberschrift überschrift "
        "schlagzeile betreff firmenname firma unternehmen unternehmensname "
        "nom titre intitulé intitule intitulé_du_poste question_posée libellé libelle désignation "
        "produit nom_du_produit article poste entreprise société societe raison_sociale "
        "nombre título titulo pregunta titular encabezado puesto cargo producto "
        "nombre_del_producto artículo articulo asunto empresa nombre_de_la_empresa compañía "
        "nome titolo domanda intestazione prodotto nome_prodotto posizione oggetto azienda "
        "società "
        "pergunta manchete título_da_vaga vaga produto nome_do_produto assunto nome_da_empresa"
    ),
    "description": (
        "description short_description long_description job_description product_description "
        "item_description company_description text full_text abstract summary body body_html "
        "body_text html_body answer answers response content contents article_text details detail "
        "overview about one_liner tagline plot synopsis bio biography review message comment "
        "notes "
        "beschreibung kurzbeschreibung langbeschreibung produktbeschreibung stellenbeschreibung "
        "artikelbeschreibung inhalt zusammenfassung antwort volltext nachricht bemerkung details "
        "texte résumé resume contenu réponse reponse corps description_du_poste descriptif "
        "descripción descripcion texto resumen contenido respuesta cuerpo detalle "
        "descripción_del_puesto "
        "descrizione testo riassunto sommario contenuto risposta corpo dettagli "
        "descrição descricao resumo conteúdo conteudo resposta detalhes"
    ),
    "city": (
        "city location hq_city town headquarters hq headquarters_city city_name job_location "
        "place locality municipality "
        "stadt ort ortschaft wohnort standort arbeitsort gemeinde firmensitz sitz "
        "ville localité commune lieu siège "
        "ciudad localidad municipio ubicación lugar "
        "città citta comune località sede "
        "cidade município localidade local"
    ),
    "link": (
        "link url website homepage homepage_url website_url web_site company_url web webpage "
        "web_page page_url product_url job_url href "
        "webseite internetseite adresse_web webadresse site site_web site_internet lien "
        "enlace sitio_web página_web pagina_web sito sito_web collegamento ligação site_da_web"
    ),
    "images": (
        "images logo logo_url image image_url image_src image_link img img_url picture_url "
        "thumbnail thumbnail_url picture photo photo_url poster cover cover_url cover_image avatar "
        "bild bilder bild_url logo_pfad foto foto_url titelbild "
        "photos vignette image_principale imagen imágenes imagen_url "
        "immagine immagini imagem imagens"
    ),
    "alt": "alt alt_text image_alt image_alt_text",
}
LAST_WORDS = {
    "name": set(
        "name title titel titre título titulo titolo nombre nom nome question headline".split()
    ),
    "description": set(
        "description text texte texto testo summary body content abstract beschreibung html "
        "descripción descrizione descrição answer antwort respuesta réponse".split()
    ),
}
"""What a longer name ends in: “primaryTitle”, “Body Text”."""
OTHER_NAMES = set(
    "city country state region province street file user host domain first last sur middle given "
    "author contact category brand vendor parent class type sub sheet table column seller owner "
    "nick login alt seo meta vor nach short alternate path image".split()
)
"""A “city name” or “first name” is not what a row is called."""
PICTURE_WORDS = set(
    "image images img picture photo logo thumbnail avatar bild foto imagen immagine imagem poster "
    "cover icon".split()
)


def bare(name: str) -> str:
    """A column's name without case, accents, blanks and punctuation.

    >>> bare("Body (HTML)"), bare("Descripción")
    ('bodyhtml', 'descripcion')
    """
    return re.sub(r"[\W_]+", "", without_marks(name))


def without_marks(text: str) -> str:
    """Case-folded, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words(name: str) -> list[str]:
    """The words of a column's name, also of one in camelCase.

    >>> words("primaryTitle"), words("Image_Src (1)")
    (['primary', 'title'], ['image', 'src', '1'])
    """
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return re.sub(r"[\W_]+", " ", without_marks(parted)).split()


def ranks(names: str) -> dict[str, int]:
    """The place of each name in its list, by its bare form; the first place counts."""
    places: dict[str, int] = {}
    for place, name in enumerate(names.split()):
        places.setdefault(bare(name), place)
    return places
