"""Tables of the second person: what readers have, and what they did. All folded; German verbs keep their case."""

from __future__ import annotations

from addon.core.resume.fold import fold

BELONGINGS = (
    r"your",
    r"votre|vos",
    r"vuestr[oa]s?|tus?|sus?",
    r"suas?|seus?",
    r"tuo|tua|tuoi|vostr[oaie]",
    r"uw|jouw|jullie",
    r"din|ditt|dina",
    r"pani|pana|panstwa|wasz\w{0,4}|twoj\w{0,3}",
    r"tvuj|vas[ei]m?u?",
    r"ваш\w{0,3}|тво[йяеиюм]\w{0,3}",
)
"""Possessives, one language family a line. Some mean "his" too: they count only beside a greeting by name."""

EVERYBODY_HAS = tuple(
    fold(
        """
    compan organi institut esteem kind consider time repl respon review referenc attention team busines firm employ need
    require convenien interest help support feedback earl valu soonest approv perus profil career job position vacanc opening
    department staff concern field work research lab group hospital school college universit office agency client customer
    website site side email mail inbox address subscription account plan browser understanding cooperation guidance supervision
    favo hand choice behalf success future industry network contact area region prestigious reputed renowned respected great
    project candidate list resume cv data brand
    contato contatto kontakt endereco

    unternehm haus team zeit antwort ruckmeldung aufmerksamkeit interesse bewerb verfugung betrieb schul klinik kanzlei buro
    stelle verstandnis nachricht kundenportal bemuh hilfe bereich abteilung personal suche

    entrepris societe equipe temps repons retour attention disposition etabliss interet cabinet structure service ecole
    bienveill accueil candidatur disponib

    empresa equipo tiempo respuesta atencion disposicion entera compania interes centro servicio
    tempo resposta atencao disposicao equipe escola vaga inteira
    azienda cortese risposta attenzione disposizione gentile struttura completa
    bedrijf tijd reactie aandacht antwoord belangstelling dienst
    foretag tid svar verksamhet virksomhed yritys
    panstw czas odpowied uwag dyspoz zespo szkol spolecnos cas odpoved tym

    компан организац фирм внимани ответ врем учрежден предприяти коллектив команд вакан распоряжен усмотрени
    уваг відповід час установ
    """
    ).split()
)
"""Stems of what every reader has; matched against the three words after a possessive."""

YOU_DID = (
    (
        r"(?<!if )(?<!when )you(?:'d|'ve| have| had| recently| once| also| kindly)?",
        "wrote said say mention mentioned asked told posted publish published showed shown offer offered gave given spoke taught",
    ),
    (
        r"(?<!if )(?<!when )you(?:'d|'ve| have| had| recently| once| also| kindly)?",
        "named made placed thanked invited suggested promised presented recommended shared listed described explained put sold",
    ),
    (r"(?<!if )(?<!when )you(?:'d|'ve| have| had| recently| once)?", "built designed drew quoted reviewed answered met owe"),
    (r"as you(?: \w+)?", "asked said suggested instructed mentioned requested wished"),
    (
        r"(?:after|since|at|from|during) (?:our|your)",
        "interview talk call chat meeting conversation lecture workshop lunch session class course panel keynote",
    ),
    (r"(?:your|the)", "advert ad notice posting requisition"),
    (r"vous", "aviez disiez dites cherchez ecriviez ecrivez parliez parlez proposiez demandiez vendez recherchez"),
    (r"vous avez", "ecrit dit publie propose demande montre cite evoque explique presente parle poste"),
    (r"que", "colgaste publicaste dijiste escribiste pediste mencionaste"),
    (r"usted|ud\.?", "dijo escribio publico menciono pidio comento conto"),
    (r"(?:la|lo|le|te) (?:vi|escuche|lei|oi)", "en hablar"),
    (r"voce|a senhora|o senhor", "disse escreveu falou comentou postou pediu publicou mencionou contou indicou"),
    (r"lei", "ha aveva diceva scrive"),
    (r"ha (?:scritto|detto|pubblicato|raccontato)", "che di nel sul"),
    (r"mi ha|che", "chiesto detto cercate"),
    (r"u|je|jij|jullie", "schreef schreven zei zeiden zoekt zoeken plaatste plaatsten noemde vroeg vertelde heeft hebt hebben"),
    (r"du|ni|de", "skrev sa berattade namnde sokte soker fragade visade foreslog lovade"),
    (
        r"pani|pan|panstwo",
        r"pisal\w* napisal\w* mowil\w* powiedzial\w* wspomnial\w* pytal\w* szuka\w* pisze pokazal\w* prosil\w* wystawil\w*",
    ),
    (r"jste", r"psal\w? rikal\w? zminil\w? zminoval\w? uvedl\w? hledal\w? nabizel\w? ukazal\w? slibil\w?"),
    (r"(?:psal|rikal|zminil|zminoval|uvedl|hledal|nabizel|ukazal|slibil)[aiy]?", "jste"),
    (
        r"вы(?: \w+){0,2}",
        "писали написали просили говорили упоминали упомянули сказали искали ищете рассказывали спрашивали публиковали",
    ),
    (r"вы(?: \w+){0,2}", "опубликовали показывали обещали советовали пишете"),
    (
        r"ви(?: \w+){0,2}",
        "писали написали просили говорили згадували згадали сказали шукали шукаєте розповідали питали опублікували показували",
    ),
)
"""Who (a pattern) and what they did (words or patterns). "You have" alone is no deed in most languages, so it is not here."""

DID_FORMS = (
    # Turkish: -mIştInIz and -dInIz are "you did"; -InIz on a noun is "your".
    r"\b\w{2,30}(?:mistiniz|mustunuz|dunuz|diniz|tiniz|tunuz|dugunuz|diginiz|tiginiz|tugunuz)\b",
    r"\b(?!degerlendir|bilgi|dikkat|don|ilgi|zaman|sirket|kurum|isyer|ekib|geri)\w{3,30}(?:iniz|unuz)(?:d[ae]\w{0,3}|[aei]|in|un|la|le)?\b",
    # Arabic: second-person verbs, and nouns with a second-person ending.
    r"قلت |ذكرت |كتبت |قلتم|ذكرتم|كتبتم|نشرتم|طلبتم|محاضرتك|حديثك|مقالك|إعلانك|اعلانك|كتابكم|مشروعك",
    # Hindi: the ergative "you did"; "your" before what not every reader has.
    r"आपने|आपके (?!समय|सहयोग|उत्तर|विचार|ध्यान|संस्थान में|विद्यालय में|कंपनी)\S+|आपकी (?!कंपनी|संस्था|कृपा|सेवा)\S+",
    # Chinese, Japanese, Korean: what the reader wrote, said, showed.
    r"[您你](?:之前|上次|昨天|上周|当时|曾|在\S{1,14})?(?:发的|发布|发过|写的|写过|写道|说的|说过|讲的|讲过|提到|提过|分享)",
    r"[您你](?:让我|问过|问我|要的|要我|推荐|开源|主讲|演讲|报告)|[您你]的(?:文章|论文|演讲|分享|讲座|项目|帖子|招聘帖|书|博客|课|作品|展)",
    r"貴(?:工房|店|園|館|寺|宿)|拝見(?:し|いた)|拝読|拝聴|ご講演|おっしゃ|ご指摘",
    r"お話を?(?:伺|うかが|聞)|先生の[^\s、。]{1,12}",
    r"(?:求人|展示|作品|記事|ご本)を[^\s。]{0,8}(?:拝|見て|読ん)|求人を",
    r"올리신|쓰신|말씀하신|말씀[이을]|강연|인터뷰|하셨던|하신 (?:말|이야기|작업)",
    r"(?:작업|발표|소개|공유)하신|만드신|(?:대표|교수|선생)님의",
    # An advert of the reader's, in other languages than English.
    r"\b(?:stellen)?anzeige\b|\bannonce\b|\btablon\b|\banuncio\b|\bannuncio\b|\bvacature\b|\bogloszeni\w{0,4}\b",
    r"объявлени|оголошенн|\bilanin\w{0,8}\b|सूचना-पट|招聘帖",
    r"\bwznawiaja panstwo\b",
)
"""Forms that carry the reader in themselves."""

GERMAN_DEEDS = tuple(
    "sagten sagtest schrieben schriebst schreiben schreibst erwähnten suchen suchst fragten haben hatten hattest"
    " meinten verkaufen zeigten erzählten boten baten nannten".split()
)
