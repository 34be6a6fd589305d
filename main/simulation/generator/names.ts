/** Names of the invented employees: common given names and surnames from the regions the bundled companies work in. */
type Culture = { readonly given: readonly string[]; readonly surnames: readonly string[] };

const list = (words: string): string[] => words.split(' ');

export const cultures: readonly Culture[] = [
  {
    given: list(
      'Maya Jonas Lena Felix Hannah Moritz Greta Jürgen Anke Sören Birgit Holger Katharina Matthias Ute Tobias Frieda Dirk Silke Hendrik',
    ),
    surnames: list(
      'Fischer Müller Schmidt Weber Wagner Becker Hoffmann Schäfer Koch Richter Klein Wolf Schröder Neumann Schwarz Braun Krüger Hartmann Lange Werner Krause Lehmann Köhler Maier Herrmann König Vogel Jäger Winkler Brandt',
    ),
  },
  {
    given: list(
      'Oliver Amelia Harry Isla Jack Poppy George Florence Alfie Evelyn Rhys Imogen Callum Niamh Ewan Harriet Graham Fiona Nigel Siobhan',
    ),
    surnames: list(
      "Smith Jones Taylor Brown Williams Wilson Johnson Davies Patterson Wright Walker Whitfield Thompson Hughes Edwards Green O'Neill Lewis Harris Clarke Jackson Turner MacLeod Campbell Kelly Murray Stewart Gallagher Bennett Ellis",
    ),
  },
  {
    given: list(
      'Ethan Ashley Tyler Madison Brandon Kayla Marcus Brittany Dwayne Courtney Travis Latoya Cody Shelby Darnell Jasmine Garrett Paige Wesley Monique',
    ),
    surnames: list(
      'Anderson Miller Davis Moore Martinez Robinson Lopez Carter Mitchell Perez Roberts Phillips Parker Collins Reed Cook Rogers Morgan Cooper Peterson Bailey Washington Ramirez Foster Simmons Bryant Alexander Russell Griffin Hayes',
    ),
  },
  {
    given: list(
      'Aarav Priya Rohan Ananya Vikram Kavya Arjun Deepika Sanjay Meera Karthik Lakshmi Rahul Sneha Suresh Divya Nikhil Pooja Ganesh Shreya',
    ),
    surnames: list(
      'Sharma Patel Reddy Iyer Nair Gupta Verma Rao Menon Krishnan Desai Joshi Kulkarni Banerjee Mukherjee Chatterjee Singh Kaur Agarwal Bhat Pillai Naidu Hegde Shetty Mehta Kapoor Malhotra Chopra Srinivasan Subramanian',
    ),
  },
  {
    given: list('Wei Mei Jun Ling Hao Xin Yong Hui Jian Yan Kai Siew Boon Ai Zhi Qiu Ming Shan Tao Rui'),
    surnames: list(
      'Tan Lim Lee Ng Ong Wong Goh Chua Chan Koh Teo Ang Yeo Tay Ho Low Toh Sim Chong Chia Seah Zhang Wang Liu Chen Yang Huang Zhao Wu Zhou',
    ),
  },
  {
    given: list(
      'Hiroshi Yuki Kenji Sakura Takeshi Aiko Daichi Naoko Satoshi Emi Ryo Haruka Kazuya Misaki Shinji Ayumi Tatsuya Kaori Makoto Chihiro',
    ),
    surnames: list(
      'Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Yamaguchi Matsumoto Inoue Kimura Hayashi Shimizu Saito Mori Abe Ikeda Hashimoto Yamashita Ishikawa Nakajima Maeda Fujita Ogawa',
    ),
  },
  {
    given: list(
      'Thiago Larissa Rafael Beatriz Gustavo Camila Mateus Fernanda Vinícius Juliana João Letícia Caio Mariana Renato Tatiana Murilo Bruna Otávio Débora',
    ),
    surnames: list(
      'Silva Santos Oliveira Souza Lima Pereira Ferreira Costa Rodrigues Almeida Nascimento Alves Carvalho Araújo Ribeiro Gomes Martins Rocha Barbosa Cardoso Teixeira Moreira Cavalcanti Monteiro Mendes Freitas Vieira Nunes Correia Batista',
    ),
  },
  {
    given: list(
      'Antoine Chloé Léa Mathis Inès Hugo Manon Théo Camille Bastien Giulia Lorenzo Chiara Matteo Lucía Álvaro Carmen Javier Elena Sergio',
    ),
    surnames: list(
      'Martin Bernard Dubois Laurent Moreau Lefèvre Girard Rousseau Fontaine Chevalier Rossi Russo Ferrari Esposito Bianchi Colombo Ricci Marino Conti Gallo García Fernández González Sánchez Romero Navarro Torres Domínguez Vázquez Serrano',
    ),
  },
  {
    given: list(
      'Katarzyna Piotr Agnieszka Tomasz Zuzanna Jakub Oksana Dmytro Ivana Marek Petra Ondřej Zsófia Bence Ioana Andrei Milena Stoyan Maja Luka',
    ),
    surnames: list(
      'Nowak Kowalski Wiśniewski Wójcik Kamiński Lewandowski Zieliński Szymański Dąbrowski Kozłowski Novák Svoboda Dvořák Černý Procházka Horváth Kovács Szabó Tóth Nagy Popescu Ionescu Dumitru Petrov Dimitrov Kovačević Novaković Shevchenko Bondarenko Melnyk',
    ),
  },
  {
    given: list(
      'Mehmet Elif Emre Zeynep Omar Layla Youssef Fatima Tariq Noor Amara Kwame Chidi Ngozi Thandiwe Sipho Linh Duc Minh Thu',
    ),
    surnames: list(
      'Yılmaz Kaya Demir Şahin Çelik Aydın Öztürk Arslan Hassan Haddad Khalil Mansour Rahman Siddiqui Aziz Okafor Adeyemi Mensah Nkosi Dlamini Abebe Mbeki Nguyen Tran Pham Hoang Vu Dang Bui Do',
    ),
  },
];

/** Letters that mail addresses and account names write with plain ones. Runtime normalization differs, so the list is ours. */
const plainLetters: Record<string, string> = {};
for (const pair of list(
  'ä:ae ö:oe ü:ue ß:ss á:a à:a ã:a â:a ą:a ç:c ć:c č:c ď:d é:e è:e ê:e ę:e ě:e ğ:g í:i ì:i î:i ı:i ł:l ń:n ñ:n ň:n ó:o ô:o õ:o ř:r ś:s š:s ş:s ť:t ú:u ù:u û:u ů:u ý:y ź:z ż:z ž:z Ä:Ae Ö:Oe Ü:Ue Á:A Č:C Ç:C É:E Í:I Ł:L Ó:O Ř:R Š:S Ş:S Ú:U Ž:Z',
)) {
  const [letter = '', plain = ''] = pair.split(':');
  plainLetters[letter] = plain;
}

/** `juergen.o'neill` → letters a–z, digits, dots and hyphens only. */
export function accountName(name: string): string {
  let result = '';
  for (const letter of name) {
    const plain = plainLetters[letter] ?? letter;
    for (let i = 0; i < plain.length; i += 1) {
      const code = plain.charCodeAt(i);
      if (code >= 65 && code <= 90) result += String.fromCharCode(code + 32);
      else if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 45 || code === 46)
        result += plain.charAt(i);
      else if (code === 32) result += '.';
    }
  }
  return result;
}
